import AdminAPI
import ClusterModel
import TestSupport
import Testing

@Suite("A02: a reset does what was agreed to", .timeLimit(.patience))
struct AgreedResetTests {
    @Test("What another administrator changes behind the question is not published: exit code 4")
    func changedMeanwhile() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.done("phone", "update", "SEP001122334455", "--owner-user-id", "one")
        let asked = try daemon.terminal(["reset", "--pending"])
        try await asked.wait(for: "This changes the files of 1 phone. Continue? [y/N] ")
        let revision = try await daemon.status().revision
        try await daemon.done("phone", "update", "SEP001122334456", "--owner-user-id", "two")
        try asked.type("y")
        #expect(try await asked.end() == 4)
        #expect(asked.screen.contains("Something was changed since you were asked"), "\(asked.screen)")
        #expect(try await daemon.status().revision == revision)
        // The same phone with other bytes is something else, too.
        let again = try daemon.terminal(["reset", "--pending"])
        try await again.wait(for: "This changes the files of 2 phones. Continue? [y/N] ")
        try await daemon.done("phone", "update", "SEP001122334456", "--owner-user-id", "three")
        try again.type("y")
        #expect(try await again.end() == 4)
        #expect(try await daemon.status().revision == revision)
        let last = try daemon.terminal(["reset", "--pending"])
        try await last.wait(for: "Continue? [y/N] ")
        try last.type("y")
        #expect(try await last.end() == 0, "\(last.screen)")
        #expect(try await daemon.status().pending.isEmpty)
    }

    @Test("A rollback to what contradicts the saved state asks once, and yes is the answer to all of it")
    func contradiction() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let asked = try daemon.terminal(["revision", "rollback", "1"])
        try await asked.wait(for: "(certificate-lost). Continue? [y/N] ")
        #expect(asked.screen.contains("This changes the files of 4 phones; 4 files contradict what is saved today"))
        try asked.type("y")
        #expect(try await asked.end() == 0, "\(asked.screen)")
        #expect(asked.screen.ranges(of: "Continue?").count == 1)
        #expect(try daemon.phonesWithCertificate().isEmpty)
    }

    @Test("What another administrator resets behind the question of a rollback is not rolled back: exit code 4")
    func rollback() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let asked = try daemon.terminal(["revision", "rollback", "1", "--confirm"])
        try await asked.wait(for: "This changes the files of 4 phones. Continue? [y/N] ")
        try await daemon.done("phone", "update", "SEP00112233445D", "--owner-user-id", "other")
        _ = try await daemon.reset("--pending")
        let revision = try await daemon.status().revision
        try asked.type("y")
        #expect(try await asked.end() == 4)
        #expect(asked.screen.contains("the rollback would change other files now, of 5 phones"), "\(asked.screen)")
        #expect(try await daemon.status().revision == revision)
        let again = try daemon.terminal(["revision", "rollback", "1", "--confirm"])
        try await again.wait(for: "This changes the files of 5 phones. Continue? [y/N] ")
        try again.type("y")
        #expect(try await again.end() == 0, "\(again.screen)")
    }
}
