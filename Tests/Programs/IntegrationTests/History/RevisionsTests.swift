import AdminAPI
import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("T02 A04: revisions through the daemon", .timeLimit(.patience))
struct RevisionsTests {
    private static let reception = "SEP001122334455"

    /// The file a phone had at a revision, byte for byte.
    private func shown(_ phone: String, _ revision: RevisionNumber, _ daemon: RunningDaemon) async throws -> [UInt8] {
        let result = try await daemon.done("file", "show", phone, "--revision", "\(revision)", "--show-secrets")
        return Array(result.output.utf8)
    }

    @Test("T02: what a phone fetched at each revision is shown byte for byte, also after a restart and its deletion")
    func history() async throws {
        let daemon = try await RunningDaemon.withSite()
        var files: [RevisionNumber: [String: [UInt8]]] = [1: try daemon.served()]
        try await daemon.acceptCertificate()
        _ = try await daemon.reset("--all")
        files[2] = try daemon.served()
        try await daemon.done("cluster", "set-mode", "non-secure", "--yes")
        _ = try await daemon.reset("--all")
        files[3] = try daemon.served()
        try await daemon.done("phone", "delete", Self.reception, "--yes")
        try await daemon.restart()
        for (revision, served) in files {
            for phone in [Self.reception, "SEP001122334458", "SEP00112233445D"] {
                #expect(try await shown(phone, revision, daemon) == served[phone], "\(phone), revision \(revision)")
            }
        }
        let history: FileHistoryReport = try await daemon.done("file", "history", Self.reception, "--json").json()
        #expect(history.versions.map(\.revision) == [4, 3, 2, 1] && history.versions[0].sha256 == nil)
        let list: RevisionListReport = try await daemon.done("revision", "list", "--json").json()
        #expect(list.revisions.map(\.revision) == [4, 3, 2, 1] && list.revisions.map(\.withdrawn) == [1, 0, 0, 0])
        #expect(try await daemon.cnfctl("file", "show", Self.reception, "--revision", "4").code == 3)
        #expect(try await daemon.cnfctl("revision", "show", "5").code == 3)
        #expect(try await daemon.cnfctl("revision", "show", "other/1").code == 3)
        #expect(try await daemon.cnfctl("revision", "show", "one").code == 6)
        #expect(try await daemon.cnfctl("revision", "show", "\(list.incarnation)/4").code == 0)
    }

    @Test("A04: a rollback is served at once and after a restart; reverting makes the saved state fit")
    func rollback() async throws {
        let daemon = try await RunningDaemon.withSite()
        let first = try daemon.served()
        try await daemon.acceptCertificate()
        _ = try await daemon.reset("--all")
        let second = try daemon.served()
        #expect(try await daemon.cnfctl("revision", "diff", "1", "2").code == 1)
        #expect(try await daemon.cnfctl("revision", "diff", "1", "1").code == 0)

        let plan = try await daemon.cnfctl("revision", "rollback", "1", "--plan")
        #expect(plan.code == 1 && plan.output.contains("4 phones in Branch-12: - devicePool/srstInfo/srstCertificate"))
        #expect(try daemon.served() == second)
        #expect(try await daemon.cnfctl("revision", "rollback", "1").code == 2, "nobody can be asked")
        let lost = try await daemon.cnfctl("revision", "rollback", "1", "--yes")
        #expect(lost.code == 6 && lost.error.contains("4 files lose the SRST certificate that is accepted"))
        #expect(try daemon.served() == second)
        try await daemon.done("revision", "rollback", "1", "--yes", "--confirm")
        #expect(try daemon.served() == first)
        try await daemon.restart()
        #expect(try daemon.served() == first)
        #expect(try await daemon.status().pending == Fixture.protectedPhones)
        #expect(try await daemon.cnfctl("revision", "rollback", "1", "--plan").code == 0)

        #expect(try await daemon.cnfctl("srst", "revert", "branch-12", "--plan").code == 1)
        #expect(try await daemon.cnfctl("srst", "revert", "branch-12").code == 2, "it takes the certificate away")
        try await daemon.done("srst", "revert", "branch-12", "--yes")
        #expect(try await daemon.status().pending.isEmpty)
        #expect(try await daemon.acceptedCertificate(of: "branch-12") == nil)

        let refused = try await daemon.cnfctl("revision", "rollback", "2", "--yes")
        #expect(refused.code == 6 && refused.error.contains("not accepted now") && refused.error.contains("--confirm"))
        #expect(try daemon.served() == first)
        try await daemon.done("revision", "rollback", "2", "--yes", "--confirm")
        #expect(try daemon.served() == second)
    }

    @Test("A04: reverting a phone brings back what its file was made from")
    func revertPhone() async throws {
        let daemon = try await RunningDaemon.withSite()
        let saved = try await daemon.export().withoutPosition
        let changed = try Files.text(Fixture.site).replacing("受付 1201", with: "other").replacing("swordfish", with: "x")
        #expect(try await daemon.apply(changed).code == 0)
        let status = try await daemon.status()
        #expect(status.pending == [Self.reception] && status.pendingBy.map(\.phones) == [1])
        #expect(try await daemon.cnfctl("phone", "list", "--pending", "--json").output.contains(Self.reception))
        try await daemon.done("phone", "revert", Self.reception)
        #expect(try await daemon.export().withoutPosition == saved)
        #expect(try await daemon.status().pending.isEmpty)
    }

    @Test("A04: old revisions are dropped as configured, and never what is served")
    func retention() async throws {
        var settings = RunningDaemon.Settings()
        settings.keepRevisions = 2
        settings.keepDays = 0
        let daemon = try await RunningDaemon.withSite(settings)
        try await daemon.acceptCertificate()
        for mode in ["non-secure", "mixed", "non-secure"] {
            try await daemon.done("cluster", "set-mode", mode, "--yes")
            _ = try await daemon.reset("--all")
        }
        let served = try daemon.served()
        try await daemon.restart()
        var list: RevisionListReport = try await daemon.done("revision", "list", "--json").json()
        try await eventually("old revisions are not dropped") {
            list = try await daemon.done("revision", "list", "--json").json()
            return list.oldestKept == 3
        }
        #expect(list.oldestKept == 3 && list.revisions.map(\.revision) == [4, 3])
        #expect(try daemon.served() == served)
        #expect(try await daemon.cnfctl("file", "show", Self.reception, "--revision", "2").code == 3)
        // A phone that no later revision touched is still served, and shown, what the first published.
        let untouched = "SEP00112233445C"
        #expect(try await shown(untouched, 3, daemon) == served[untouched])
        try await daemon.restart()
        #expect(try daemon.served() == served)
        #expect(try await daemon.cnfctl("audit", "verify").code == 0)
    }
}
