import ClusterModel
import Foundation
import Testing

@testable import Notifiers

@Suite("A02: a program tells phones")
struct CommandNotifierTests {
    /// A program of its own in a directory that goes with the test.
    private final class Program {
        let directory = FileManager.default.temporaryDirectory.appending(path: "cnfd-\(UUID().uuidString)")
        var path: String { directory.appending(path: "tell").path }
        var heard: String { get throws { try String(contentsOf: directory.appending(path: "heard"), encoding: .utf8) } }

        init(_ script: String) throws {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            try "#!/bin/sh\ncd \(directory.path)\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        }

        /// Has it tell the phones; again while a process that another test has just started still has the script open.
        func tell(_ phones: [NotifiedPhone], patience: Duration = CommandNotifier.patience) async -> NotificationOutcome
        {
            while true {
                let outcome = await CommandNotifier(path: path, patience: patience).tell(phones)
                guard outcome.reason?.hasSuffix("Text file busy") == true else { return outcome }
            }
        }

        deinit { try? FileManager.default.removeItem(at: directory) }
    }

    private func phones(_ count: Int) throws -> [NotifiedPhone] {
        try (0..<count).map { number in
            let digits = String(0x0011_2233_0000 + number, radix: 16, uppercase: true)
            let name = try DeviceName("SEP" + String(repeating: "0", count: 12 - digits.count) + digits)
            return NotifiedPhone(name: name, address: number % 2 == 0 ? "192.0.2.\(number % 250)" : nil)
        }
    }

    @Test("It reads a line for each phone, with the address when it is known")
    func lines() async throws {
        let program = try Program("cat > heard")
        let outcome = await program.tell(try phones(2))
        #expect(outcome == NotificationOutcome(told: 2, failed: 0))
        #expect(try program.heard == "SEP001122330000\t192.0.2.0\nSEP001122330001\n")
    }

    @Test("It reads every phone of a large site")
    func many() async throws {
        let program = try Program("wc -l > heard")
        let outcome = await program.tell(try phones(20_000))
        #expect(outcome.told == 20_000)
        #expect(try program.heard.contains("20000"))
    }

    @Test(
        "One that ends otherwise than with 0 has told nobody, also when it reads nothing",
        arguments: [
            ("exit 3", "ended with code 3"), ("kill -9 $$", "was ended by signal 9"),
        ]
    )
    func fails(_ script: String, _ reason: String) async throws {
        let program = try Program(script)
        let outcome = await program.tell(try phones(20_000))
        #expect(outcome == NotificationOutcome(told: 0, failed: 20_000, reason: "\(program.path) \(reason)"))
    }

    @Test("One that does not end is ended")
    func patience() async throws {
        let program = try Program("exec sleep 600")
        let outcome = await program.tell(try phones(1), patience: .milliseconds(50))
        #expect(outcome.failed == 1 && outcome.reason == "\(program.path) took too long and was ended")
    }

    @Test("One that is not there has told nobody; with no phones nothing is run")
    func missing() async throws {
        let outcome = await CommandNotifier(path: "/nowhere/tell").tell(try phones(1))
        #expect(outcome.reason == "/nowhere/tell was not run: No such file or directory")
        #expect(await CommandNotifier(path: "/nowhere/tell").tell([]) == NotificationOutcome(told: 0, failed: 0))
    }
}
