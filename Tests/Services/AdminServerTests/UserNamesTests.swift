import Foundation
import Synchronization
import Testing

@testable import AdminServer

@Suite("Names of users, when the system may never say them")
struct UserNamesTests {
    /// A directory of names that answers when it is let go, on a thread that it may hold.
    private final class Directory: Sendable {
        private let gate = DispatchSemaphore(value: 0)
        private let asked = Atomic<Int>(0)
        let queue = DispatchQueue(label: "names")

        var askedCount: Int { asked.load(ordering: .relaxed) }

        func answer(_ count: Int) { for _ in 0..<count { gate.signal() } }

        @Sendable
        func name(_ user: UInt32) -> String? {
            asked.wrappingAdd(1, ordering: .relaxed)
            gate.wait()
            return user == 404 ? nil : "user\(user)"
        }
    }

    private func names(_ directory: Directory, patience: Duration) -> UserNames {
        var limits = UserNames.Limits()
        limits.patience = patience
        return UserNames(limits, submit: { directory.queue.async(execute: $0) }, lookUp: directory.name)
    }

    @Test("A name is looked up once, by however many it is asked for, and remembered; so is that there is none")
    func remembered() async {
        let directory = Directory()
        let names = names(directory, patience: .seconds(600))
        directory.answer(2)
        await withTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { await names.name(of: 7) } }
            for await name in group { #expect(name == "user7") }
        }
        #expect(await names.name(of: 404) == "uid 404")
        #expect(await names.name(of: 404) == "uid 404")
        #expect(directory.askedCount == 2)
        #expect(names.known(7) == "user7")
    }

    @Test(
        "A directory that hangs makes nobody wait but the first, holds one thread, and is heard when it answers at last"
    )
    func hanging() async throws {
        let directory = Directory()
        let names = names(directory, patience: .milliseconds(10))
        #expect(await names.name(of: 7) == "uid 7")
        // Not asked again meanwhile: each of these would wait.
        for _ in 0..<10_000 { #expect(await names.name(of: 7) == "uid 7") }
        #expect(await names.name(of: 8) == "uid 8")
        #expect(directory.askedCount == 1)
        directory.answer(2)
        while names.known(8) == nil { await Task.yield() }
        #expect(await names.name(of: 7) == "user7")
        #expect(await names.name(of: 8) == "user8")
    }
}
