import TestSupport
import Testing

@Suite("What the pages of docs show is what the commands print", .timeLimit(.patience))
struct PageTranscriptTests {
    @Test("A04: docs/history.md: saved changes are discarded, and what that takes away needs a yes")
    func revert() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        try await DocumentedSession("history.md", "revert").check(daemon, in: daemon.directory)
    }

    @Test("A04: docs/history.md: a deleted phone and a deleted reference come back")
    func undelete() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        try await DocumentedSession("history.md", "undelete").check(daemon, in: daemon.directory)
    }

    @Test("A03: docs/bulk.md: a sheet from before a phone was replaced, and another deleted, says so and asks")
    func returningRows() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        try await DocumentedSession("bulk.md", "returning").check(daemon, in: daemon.directory)
    }

    @Test("A03: docs/site-file.md: a site file from before a phone was replaced says so and asks")
    func returningObject() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let phone = "protocol: sccp, model: \"7942\", device-pool: Home offices, security-profile: sccp-plain"
        try daemon.directory.write("phones: [{name: SEP001122334460, \(phone)}]\n", to: "home.yaml")
        try await DocumentedSession("site-file.md", "returning").check(daemon, in: daemon.directory)
    }
}
