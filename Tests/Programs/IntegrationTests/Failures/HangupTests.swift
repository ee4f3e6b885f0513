import AdminAPI
import Glibc
import TestSupport
import Testing

@Suite("SIGHUP is no end without a drain", .timeLimit(.patience))
struct HangupTests {
    @Test("A daemon without a terminal logs that there is nothing to reload, each time, and goes on")
    func reload() async throws {
        let daemon = try await RunningDaemon.withSite(.init(starter: ["/usr/bin/env", "setsid"]))
        daemon.signal(SIGHUP)
        try await daemon.logged(" [Daemon] nothing to reload")
        #expect(try await daemon.status().phones == 12)
        _ = try daemon.served()
        daemon.terminate()
        #expect(try await daemon.stopped() == .exited(code: 0))
    }

    @Test("Whoever has it ignore the signal is heeded")
    func ignored() async throws {
        let daemon = try await RunningDaemon.withSite(.init(starter: ["/usr/bin/env", "--ignore-signal=HUP"]))
        daemon.signal(SIGHUP)
        #expect(try await daemon.status().phones == 12)
        daemon.terminate()
        #expect(try await daemon.stopped() == .exited(code: 0))
        #expect(!(try daemon.log()).contains("nothing to reload"))
    }

    @Test("A daemon whose terminal is closed drains")
    func terminal() async throws {
        let directory = try TemporaryDirectory()
        let flags = ["--control-socket", directory.path + "/s", "--tftp-listen", "127.0.0.1:0"]
        let session = try TerminalSession(
            Programs.cnfd,
            ["--state-directory", directory.path + "/state"] + flags,
            environment: [:]
        )
        try await session.wait(for: " ready")
        #expect(try await session.hangUp() == .exited(code: 0))
        #expect(access(directory.path + "/s", F_OK) != 0)
    }
}
