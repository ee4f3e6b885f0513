import AdminAPI
import Documents
import GRDB
import TestSupport
import Testing

@Suite("A04: the audit trail through the daemon", .timeLimit(.patience))
struct AuditTrailTests {
    private func tamper(_ daemon: RunningDaemon, _ statement: String) throws {
        let queue = try DatabaseQueue(path: daemon.stateDirectory + "/cnfd.sqlite")
        try queue.write { try $0.execute(sql: statement) }
        try queue.close()
    }

    @Test("A04: audit list shows what changed; audit verify finds a changed record and a cut end")
    func trail() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.done("srst", "update", "branch-20", "--secure", "true")
        let list = try await daemon.done("audit", "list", "--object", "srst branch-20", "--limit", "1")
        #expect(list.output.contains("update srst branch-20") && list.output.contains("~ secure = false → true"))
        let all: AuditReport = try await daemon.done("audit", "list", "--limit", "1000", "--json").json()
        #expect(all.records.count == 30)
        #expect(Fixture.secrets(in: try await daemon.done("audit", "list", "--limit", "1000").output).isEmpty)
        #expect(try await daemon.cnfctl("audit", "list", "--since", "yesterday").code == 6)
        #expect(try await daemon.cnfctl("audit", "verify").code == 0)

        daemon.terminate()
        _ = try await daemon.stopped()
        try tamper(daemon, "DELETE FROM audit WHERE sequence > 28")
        try await daemon.start()
        let cut = try await daemon.cnfctl("audit", "verify")
        #expect(cut.code == 5 && cut.output.contains("record 29 of 30"))
        // What is written afterwards does not mend it.
        try await daemon.done("srst", "update", "branch-20", "--secure", "false", "--yes")
        let report: AuditVerificationReport = try await daemon.cnfctl("audit", "verify", "--json").json()
        #expect(report.firstBroken == 29 && report.records == 31)

        daemon.terminate()
        _ = try await daemon.stopped()
        try tamper(daemon, "UPDATE audit SET actor = 'nobody' WHERE sequence = 3")
        try await daemon.start()
        #expect(try await daemon.cnfctl("audit", "verify").output.contains("record 3 of 31"))
    }

    @Test("A04: a change whose audit record cannot be written is refused, and phones keep being served")
    func unwritable() async throws {
        let daemon = try await RunningDaemon.withSite()
        let served = try daemon.served()
        let saved = try await daemon.done("export").output
        try tamper(daemon, "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END")
        for change in [
            ["srst", "update", "branch-20", "--secure", "true"], ["cluster", "set-mode", "non-secure", "--yes"],
            ["reset", "--all", "--yes"], ["phone", "delete", "SEP001122334455", "--yes"],
        ] {
            let result = try await daemon.cnfctl(change)
            #expect(result.code == 7 && result.error.contains("nothing was changed"), "\(change): \(result.error)")
        }
        #expect(try daemon.served() == served)
        #expect(try await daemon.done("export").output == saved)
        try tamper(daemon, "DROP TRIGGER full")
        try await daemon.done("srst", "update", "branch-20", "--secure", "true")
    }
}
