import AdminAPI
import ClusterModel
import TestSupport
import Testing

@Suite("A02: the end of the daemon while a program tells phones", .timeLimit(.patience))
struct NotifierEndTests {
    /// A daemon whose program tells phones of a reset at this moment.
    private func telling(by program: SleepingProgram) async throws -> RunningDaemon {
        let daemon = try await RunningDaemon.withSite(.init(notifier: program.notifier))
        try await daemon.acceptCertificate()
        _ = try await daemon.reset("--srst", "branch-12")
        return daemon
    }

    private func notice(_ daemon: RunningDaemon) async throws -> String? {
        let report: OperationReport = try await daemon.done("operation", "show", "--json").json()
        return report.waves.first?.notice
    }

    @Test("Killed: the program goes on, nothing keeps the daemon from starting again, and the phones are told again")
    func killed() async throws {
        let program = try SleepingProgram()
        let daemon = try await telling(by: program)
        let first = try await program.life(1)
        try await daemon.crash()
        #expect(first.isRunning)
        #expect(try await daemon.cnfctl("status").code == 7)
        try await daemon.start()
        #expect(try await daemon.status().revision == 2)
        #expect(try await program.life(2).phones == first.phones)
    }

    @Test(
        "SIGTERM ends the program at once, no new transfer begins, one under way is finished, the phones are told again"
    )
    func stopped() async throws {
        let program = try SleepingProgram()
        let daemon = try await telling(by: program)
        let first = try await program.life(1)
        #expect(first.phones == 4)
        let bytes = try daemon.served("SEP001122334455")
        let slow = PhoneClient(port: daemon.port, file: "SEP001122334455.cnf.xml", blockSize: 512, timeout: 20)
        #expect(try slow.begin() == nil)
        #expect(try slow.take(blocks: 3) == false)

        daemon.terminate()
        try await daemon.logged(" draining")
        try await first.end()
        #expect(throws: TestFailure.self) {
            try PhoneClient.fetch("SEP001122334456.cnf.xml", port: daemon.port, patience: Patience.silence)
        }
        #expect(try slow.rest() == bytes)
        #expect(try await daemon.stopped() == .exited(code: 0))
        #expect(!program.hasSlept)
        #expect(try daemon.log().contains("operations wait") == false)

        try await daemon.start()
        #expect(try await notice(daemon) == "telling")
        // All but the one that has come meanwhile.
        #expect(try await program.life(2).phones == 3)
    }
}
