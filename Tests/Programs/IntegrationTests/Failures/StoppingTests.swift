import AdminAPI
import TestSupport
import Testing

@Suite("SIGTERM drains", .timeLimit(.patience))
struct StoppingTests {
    @Test("A transfer under way is finished, no other begins, and the exit code is 0")
    func finishesTransfers() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let bytes = try daemon.served("SEP001122334455")
        let slow = PhoneClient(port: daemon.port, file: "SEP001122334455.cnf.xml", blockSize: 512, timeout: 20)
        #expect(try slow.begin() == nil)
        #expect(try slow.take(blocks: 3) == false)

        daemon.terminate()
        // Others are served until the drain has begun.
        while (try? PhoneClient.fetch("SEP001122334456.cnf.xml", port: daemon.port, patience: Patience.silence)) != nil
        {}
        #expect(try slow.take(blocks: 3) == false)
        #expect(try slow.rest() == bytes)
        #expect(try await daemon.stopped() == .exited(code: 0))
        #expect(try daemon.log().contains("stopped"))
        #expect(try await daemon.cnfctl("status").code == 7)

        try await daemon.start()
        #expect(try daemon.served("SEP001122334455") == bytes)
    }

    @Test("A client that has gone silent is waited for no longer than the drain timeout")
    func silentClient() async throws {
        let daemon = try await RunningDaemon.withSite(RunningDaemon.Settings(drainTimeout: 1))
        let silent = PhoneClient(port: daemon.port, file: "SEP001122334455.cnf.xml", blockSize: 512, timeout: 20)
        #expect(try silent.begin() == nil)
        daemon.terminate()
        #expect(try await daemon.stopped() == .exited(code: 0))
        // Its own end would have had another reason.
        let ended = try await daemon.transferEvents(of: "SEP001122334455.cnf.xml")
        #expect(ended.count == 1)
        #expect(ended.first?.contains("outcome=failed reason=drain-timeout") == true)
    }

    @Test("A reset under way is finished and answered")
    func finishesChanges() async throws {
        let daemon = try await RunningDaemon()
        #expect(try await daemon.apply(GeneratedSite.text(phones: 1_000, edition: "old")).code == 0)
        #expect(try await daemon.apply(GeneratedSite.text(phones: 1_000, edition: "new")).code == 0)
        let reset = try daemon.startCnfctl("reset", "--all", "--yes")
        try await Task.sleep(for: .milliseconds(100))
        daemon.terminate()
        let result = try await reset.result()
        #expect(try await daemon.stopped() == .exited(code: 0))
        try await daemon.start()
        let pending = try await daemon.status().pending.count
        // It may not have begun yet; then it says so, and nothing has changed.
        #expect((result.code, pending) == (0, 0) || (result.code, pending) == (7, 1_000), "\(result) \(pending)")
    }
}
