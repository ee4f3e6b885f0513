import Dispatch
import NIOConcurrencyHelpers
import TestSupport
import Testing

@testable import StaticFiles

@Suite("A static directory on a file system that does not answer", .timeLimit(.patience))
struct StaticRootTests {
    private let root = TemporaryDirectory()

    @Test("One thread waits for it, however long; all others have the directory that was there")
    func hanging() async throws {
        let (answers, looks) = (DispatchSemaphore(value: 0), NIOLockedValueBox(0))
        let directory = try StaticRoot(path: root.path) {
            looks.withLockedValue { $0 += 1 }
            answers.wait()
        }
        let served = NIOLockedValueBox(0)
        let first = directory.directory.descriptor
        try await eventually("nobody looks") {
            // A look comes once a second; one of these threads may be the one.
            DispatchQueue.global().async { _ = directory.directory }
            return looks.withLockedValue { $0 } == 1
        }
        // Further seconds, in which another thread would look if it might.
        for _ in 0..<25 {
            // Not on the test's own thread, which would hang.
            DispatchQueue.global().async {
                if directory.directory.descriptor == first { served.withLockedValue { $0 += 1 } }
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(looks.withLockedValue { $0 } == 1)
        try await eventually("somebody else waits") { served.withLockedValue { $0 } == 25 }
        answers.signal()
        // Whoever waited is done, and it is looked at again.
        try await eventually("nobody looks again") {
            DispatchQueue.global().async { _ = directory.directory }
            return looks.withLockedValue { $0 } >= 2
        }
        for _ in 0..<1_000 { answers.signal() }
    }
}
