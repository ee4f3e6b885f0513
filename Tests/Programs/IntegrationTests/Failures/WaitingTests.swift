import AdminAPI
import Documents
import Glibc
import TestSupport
import Testing

@testable import AdminClient

@Suite("A05: waiting for a daemon that does not answer", .timeLimit(.patience))
struct WaitingTests {
    private static let notAnswered = "cnfd has the request but has not answered yet."
    private static let goesOn =
        "What cnfd has begun goes on without you. See with cnfctl audit list whether it was saved."

    @Test("Ctrl-C during a change ends with 130 and claims nothing of what the daemon makes of it")
    func interrupted() async throws {
        let daemon = try await RunningDaemon.withSite()
        let csv = try daemon.directory.write("name,description\nSEP001122334455,interrupted\n", to: "p.csv")
        let site = try daemon.directory.write("cluster:\n  security-mode: mixed\n", to: "site.yaml")
        for command in [
            ["phone", "import", csv], ["apply", "-f", site], ["srst", "update", "branch-20", "--sip", "127.0.7.1"],
        ] {
            try await daemon.pause()
            let change = try Command.start(Programs.cnfctl, command, environment: ["CNFD_SOCKET": daemon.socket])
            try await change.process.takesInterrupts()
            change.process.signal(SIGINT)
            let result = try await change.result()
            daemon.proceed()
            #expect(result.code == 130, "\(command)")
            #expect(result.errorLines == [Self.goesOn])
            #expect(result.output.isEmpty)
        }
    }

    @Test("Ctrl-C while the file of an import is still read saves nothing")
    func interruptedReading() async throws {
        let daemon = try await RunningDaemon.withSite()
        let before = try await daemon.export()
        let pipe = daemon.directory.path + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        let change = try daemon.startCnfctl("phone", "import", pipe)
        // Until somebody reads, opening waits.
        let writer = open(pipe, O_WRONLY | O_CLOEXEC)
        defer { close(writer) }
        let rows = Array("name,description\nSEP001122334455,interrupted\n".utf8)
        #expect(write(writer, rows, rows.count) == rows.count)
        change.process.signal(SIGINT)
        #expect(try await change.result().end == .killed(signal: SIGINT))
        #expect(try await daemon.export() == before)
    }

    @Test("After five seconds it is said once that there is no answer yet, and the answer is waited for")
    func notAnswered() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.pause()
        let status = try daemon.startCnfctl("status")
        try await status.says(Self.notAnswered)
        daemon.proceed()
        let result = try await status.result()
        #expect(result.code == 0)
        #expect(result.errorLines == [Self.notAnswered])
        #expect(result.output.hasPrefix("cnfd "))
    }

    @Test("What only looks is given up after its time with 7; a plan and a change have none")
    func limit() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.pause()
        defer { daemon.proceed() }
        var waiting = Waiting.silent
        waiting.limit = .milliseconds(1)
        let client = AdminClient(socketPath: daemon.socket, waiting: waiting)
        let refused = await #expect(throws: ProblemReport.self) { try await client.send(ShowStatus()) }
        #expect(refused?.error.code == "no-answer" && refused?.error.kind == .unavailable)
        let listed = await #expect(throws: ProblemReport.self) {
            try await client.stream(ListObjects(noun: .phone)) { _, _ in }
        }
        #expect(listed?.error.code == "no-answer")
        #expect(Reset(scope: .all).manner == .changes && ImportObjects(noun: .phone).manner == .changes)
        #expect(Reset(scope: .all, plan: true).manner == .works && Examine().manner == .works)
    }
}
