import AdminAPI
import Documents
import GRDB
import Glibc
import TestSupport
import Testing

@Suite("P05: a database that is taken away, or lost", .timeLimit(.patience))
struct LostStoreTests {
    private static let phone = "SEP001122334455"
    private static let update = ["phone", "update", phone, "--owner-user-id", "tanaka"]

    private func refusal(_ daemon: RunningDaemon) async throws -> String {
        let flags = ["--control-socket", daemon.socket, "--tftp-listen", "127.0.0.1:0"]
        let result = try await Command.run(Programs.cnfd, ["--state-directory", daemon.stateDirectory] + flags)
        #expect(result.code == 1)
        #expect(result.errorLines.count == 1, "\(result.error)")
        return result.error
    }

    @Test(
        "Deleted, replaced or written over under a running daemon: the change is refused, phones are served, the start refused",
        arguments: [
            "rm $0", "rm $0-wal", "cp $0 $0.x && mv $0.x $0", "cp $0-wal $0.x && mv $0.x $0-wal",
            "dd if=/dev/urandom of=$0-wal bs=32 count=1 conv=notrunc",
            "dd if=/dev/urandom of=$0-wal bs=4096 count=1000",
        ]
    )
    func takenAway(_ misdeed: String) async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let served = try daemon.served()
        try await Command.tool("sh", "-c", misdeed, daemon.stateDirectory + "/cnfd.sqlite")
        for _ in 1...2 {
            let refused = try await daemon.cnfctl(Self.update + ["--json"])
            #expect(refused.code == 7)
            #expect(try refused.problems().map(\.code) == ["store-lost"])
        }
        #expect(try daemon.served() == served)
        try await daemon.logged("changes are refused, phones are served")
        #expect(try await daemon.status().troubles?.map(\.code) == ["store-lost"])
        #expect(try await daemon.cnfctl("export", "--show-secrets").code == 7, "a disclosure that cannot be audited")
        try await daemon.crash()
        try await expectRefusalOrAll(daemon, served)
    }

    /// Starts it on what is left: all of it, when nothing stood in what was lost any more; else it is refused, never less.
    private func expectRefusalOrAll(_ daemon: RunningDaemon, _ served: [String: [UInt8]]) async throws {
        do {
            try await daemon.start()
        } catch let failure as TestFailure {
            #expect("\(failure)".contains("cnfd.sqlite") && "\(failure)".contains("backup"), "\(failure)")
            return
        }
        #expect(try daemon.served() == served)
    }

    @Test("Without its database a daemon does not begin anew; it does when the files are removed that it names")
    func missingDatabase() async throws {
        let daemon = try await RunningDaemon.withSite()
        let state = daemon.stateDirectory
        try await daemon.crash()
        let kept = daemon.directory.path + "/kept"
        try await Command.tool("mv", state + "/cnfd.sqlite", kept)
        for _ in 1...2 {
            let line = try await refusal(daemon)
            #expect(line.contains(state + "/cnfd.store"), "\(line)")
        }
        // Put back, all is well.
        try await Command.tool("mv", kept, state + "/cnfd.sqlite")
        try await daemon.start()
        #expect(try await daemon.status().phones == Fixture.phones.count)
        try await daemon.crash()
        try await Command.tool("sh", "-c", "rm -f $0/cnfd.sqlite* $0/cnfd.store", state)
        try await daemon.start()
        #expect(try await daemon.status().phones == 0)
    }

    @Test("Without its write-ahead log a daemon does not begin with less than it acknowledged")
    func missingLog() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.done("phone", "update", Self.phone, "--owner-user-id", "tanaka")
        _ = try await daemon.reset("--all")
        let served = try daemon.served()
        try await daemon.crash()
        try await Command.tool("rm", "-f", daemon.stateDirectory + "/cnfd.sqlite-wal")
        try await expectRefusalOrAll(daemon, served)
    }

    @Test("Stopped in order, the one file is the whole store")
    func stopped() async throws {
        let daemon = try await RunningDaemon.withSite()
        daemon.terminate()
        #expect(try await daemon.stopped() == .exited(code: 0))
        #expect(try Files.names(in: daemon.stateDirectory).sorted() == ["cnfd.lock", "cnfd.sqlite", "cnfd.store"])
        try await daemon.start()
        #expect(try await daemon.status().phones == Fixture.phones.count)
    }

    @Test("Altered files are made anew or not served, told in the log, status and doctor, and mended by a reset")
    func altered() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let served = try daemon.served()
        daemon.terminate()
        _ = try await daemon.stopped()
        let queue = try DatabaseQueue(path: daemon.stateDirectory + "/cnfd.sqlite")
        try await queue.writeWithoutTransaction { database in
            try database.execute(
                sql:
                    "UPDATE bodies SET bytes = CAST(replace(CAST(bytes AS TEXT), 'callManager', 'callMonager') AS BLOB)"
            )
            // And of one phone nothing can be known any more.
            let published = "object_id = (SELECT id FROM objects WHERE kind = 'phone' AND name = '\(Self.phone)')"
            try database.execute(sql: "UPDATE publications SET hash = zeroblob(32) WHERE \(published)")
        }
        try queue.close()
        try await daemon.start()
        for (phone, bytes) in served where phone != Self.phone { #expect(try daemon.served(phone) == bytes) }
        guard case .error(let code, _) = try daemon.fetch("\(Self.phone).cnf.xml") else {
            Issue.record("an altered file is served")
            return
        }
        #expect(code == 1)
        try await daemon.logged("a published file was altered in the database")
        #expect(try await daemon.status().troubles?.map(\.code) == ["published-file-altered"])
        #expect(try await daemon.cnfctl("doctor").output.contains("published-file-altered"))
        try await daemon.done("reset", "--all", "--yes")
        #expect(try daemon.served() == served)
        try await daemon.restart()
        #expect(try daemon.served() == served)
        #expect(try await daemon.status().troubles == nil)
    }

    @Test("A06: the password of a deleted phone leaves the database and its log once no revision needs it")
    func erased() async throws {
        var settings = RunningDaemon.Settings()
        settings.keepRevisions = 1
        settings.keepDays = 0
        let daemon = try await RunningDaemon.withSite(settings)
        let secret = "a-secret-to-be-forgotten"
        let site = """
            phones:
              - {name: SEP001122334499, protocol: sccp, model: '7942', device-pool: HQ, security-profile: sccp-plain,
                 ssh-user: admin, ssh-password: \(secret)}
            """
        #expect(try await daemon.apply(site).code == 0)
        #expect(try holds(daemon, secret))
        try await daemon.done("phone", "delete", "SEP001122334499", "--yes")
        // What was deleted can be brought back until no kept revision has yet to show that it is gone.
        try await daemon.done("phone", "update", Self.phone, "--owner-user-id", "tanaka")
        _ = try await daemon.reset("--all")
        // Old revisions are dropped at the start.
        try await daemon.restart()
        for _ in 0..<1_000 where try holds(daemon, secret) { try await Task.sleep(for: .milliseconds(60)) }
        #expect(try !holds(daemon, secret))
    }

    private func holds(_ daemon: RunningDaemon, _ secret: String) throws -> Bool {
        try Files.names(in: daemon.stateDirectory).contains { name in
            guard let bytes = try? Files.read("\(daemon.stateDirectory)/\(name)") else { return false }
            return String(decoding: bytes, as: UTF8.self).contains(secret)
        }
    }
}
