import Foundation
import NIOConcurrencyHelpers
import Platform
import TestSupport
import Testing

@testable import TFTPServer

@Suite("Starting the threads", .timeLimit(.patience))
struct StartTests {
    /// Whether threads can ask for slices here, and the kernel says of which length theirs are.
    private static let hasSlices =
        ProcessInfo.processInfo.isOperatingSystemAtLeast(
            OperatingSystemVersion(majorVersion: 6, minorVersion: 12, patchVersion: 0)
        ) && FileManager.default.fileExists(atPath: "/proc/self/sched")

    /// The length of a thread's slices, in nanoseconds; `nil` for one that has ended.
    private static func slice(_ thread: String) -> Int? {
        let text = (try? String(contentsOfFile: "/proc/self/task/\(thread)/sched", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("se.slice ") }
        return line?.split(separator: " ").last.flatMap { Int($0) }
    }

    @Test(
        "Its workers ask for short slices, so that a packet waits for nobody's long one",
        .enabled(if: hasSlices)
    )
    func slices() async throws {
        let server = try TestServer([:])
        let tasks = "/proc/self/task"
        try await eventually("a worker has long slices") {
            let workers = try FileManager.default.contentsOfDirectory(atPath: tasks).filter { thread in
                (try? String(contentsOfFile: "\(tasks)/\(thread)/comm", encoding: .utf8))?.hasPrefix("tftp-0") ?? false
            }
            return !workers.isEmpty && workers.allSatisfy { (Self.slice($0) ?? 100_000) == 100_000 }
        }
        withExtendedLifetime(server) {}
    }

    @Test("When a thread cannot be started, those before it stop, and a drain waits for no other", arguments: 0..<4)
    func failingThread(number: Int) async throws {
        var settings = TFTPServerSettings(listenAddresses: [try #require(ListenAddress("127.0.0.1:0"))])
        settings.workers = 4
        let server = try TFTPServer(settings: settings, source: MemoryFiles([:]), observer: Records())
        let address = "\(server.localAddresses[0])"
        var started = 0
        let error = #expect(throws: TFTPServerError.self) {
            try server.start { name, body throws(SystemFailure) in
                guard started < number else { throw SystemFailure(errno: 11) }
                started += 1
                try startThread(named: name, body)
            }
        }
        #expect(error?.code == .system)
        let isDrained = NIOLockedValueBox(false)
        Task {
            await server.drain()
            isDrained.withLockedValue { $0 = true }
        }
        try await eventually("it does not drain") { isDrained.withLockedValue { $0 } }
        // Every socket is closed, those of the workers that never began, too.
        _ = try TestServer(listen: [address])
    }
}
