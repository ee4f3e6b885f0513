import AdminAPI
import AdminClient
import Documents
import Glibc
import TestSupport
import Testing

@Suite("P05: a log that nobody reads holds nobody up", .timeLimit(.patience))
struct StoppedLogTests {
    private static let phones = Fixture.protectedPhones

    @Test("With the log's pipe stopped, 1 000 admin requests, a reset in waves, 500 fetches and SIGTERM all complete")
    func everything() async throws {
        let pipe = try LogPipe()
        // Each request is a line at this level.
        let daemon = try await RunningDaemon.withSite(.init(logLevel: "debug", logPipe: pipe))
        try await pipe.stop()
        let logged = try daemon.log().utf8.count

        let client = AdminClient(socketPath: daemon.socket)
        for number in 1...1_000 {
            guard number.isMultiple(of: 10) else {
                #expect(try await client.send(ShowStatus()).phones == 12)
                continue
            }
            let refusal = await #expect(throws: ProblemReport.self) {
                try await client.send(ShowObject(noun: .srst, name: "nowhere"))
            }
            #expect(refusal?.error.code == "not-found")
        }

        try await daemon.acceptCertificate()
        let reset = try daemon.startCnfctl(
            "reset",
            "--srst",
            "branch-12",
            "--yes",
            "--wave",
            "2",
            "--stop-on-stale",
            "0",
            "--wait",
            "--json"
        )
        var fetches = 0
        while reset.process.poll() == nil {
            for phone in Self.phones { _ = try daemon.served(phone) }
            fetches += Self.phones.count
            // The operation is watched once a second.
            try await Task.sleep(for: .milliseconds(20))
        }
        let report = try await reset.result().json(OperationReport.self)
        #expect(report.state == "converged" && report.waves.count == 2)
        while fetches < 500 {
            for phone in Fixture.phones { _ = try daemon.served(phone) }
            fetches += Fixture.phones.count
        }

        daemon.terminate()
        #expect(try await daemon.stopped() == .exited(code: 0))
        // Nobody has read a line of all that.
        #expect(try daemon.log().utf8.count == logged)
    }

    @Test("Once somebody reads again, every line is there, in the order of what happened")
    func goesOn() async throws {
        let pipe = try LogPipe()
        let daemon = try await RunningDaemon.withSite(.init(logPipe: pipe))
        try await pipe.stop()
        for _ in 0..<10 { _ = try daemon.served() }
        pipe.proceed()
        for phone in Fixture.phones {
            #expect(try await daemon.transferEvents(of: phone + ".cnf.xml", count: 10).count == 10)
        }
        daemon.terminate()
        #expect(try await daemon.stopped() == .exited(code: 0))
        try await daemon.logged(" [Daemon] stopped")
        #expect(!(try daemon.log()).contains("log lines lost"))
    }

    @Test("A reader that goes away does not end the daemon")
    func reader() async throws {
        let directory = try TemporaryDirectory()
        // The shell's reader takes the first line and ends.
        let script = #"exec "$@" 2> >(head -n 1 > "$0")"#
        let seen = directory.path + "/seen"
        let command = ["-c", script, seen, Programs.cnfd, "--state-directory", directory.path + "/state"]
        let socket = directory.path + "/s"
        let flags = ["--control-socket", socket, "--tftp-listen", "127.0.0.1:0", "--log-level", "debug"]
        let daemon = try Command.start("/bin/bash", command + flags)
        let client = AdminClient(socketPath: socket)
        var answers = false
        for _ in 0..<10_000 where !answers {
            answers = (try? await client.send(ShowStatus())) != nil
            if !answers { try await Task.sleep(for: .milliseconds(3)) }
        }
        try #require(answers)
        #expect(try Files.text(seen).split(separator: "\n").count == 1)
        for _ in 0..<100 { #expect(try await client.send(ShowStatus()).phones == 0) }
        daemon.process.signal(SIGTERM)
        #expect(try await daemon.result().end == .exited(code: 0))
    }

    @Test("A daemon that cannot start ends, whether or not anybody reads why")
    func refusedStart() async throws {
        let pipe = try LogPipe()
        try await pipe.stop()
        let directory = try TemporaryDirectory()
        let flags = ["--control-socket", directory.path + "/none/s", "--tftp-listen", "127.0.0.1:0"]
        let process = try ChildProcess(
            Programs.cnfd,
            ["--state-directory", directory.path + "/state"] + flags,
            standardOutput: "/dev/null",
            standardError: pipe.path
        )
        #expect(try await process.wait() == .exited(code: 1))
    }
}
