import AdminAPI
import ClusterModel
import Glibc
import TestSupport
import Testing

@Suite("A02: a reset is an operation that tells what became of each phone", .timeLimit(.patience))
struct OperationTests {
    private static let phones = Fixture.protectedPhones

    /// A daemon with the fixture site whose gateway's certificate waits for a reset.
    private func daemon(_ settings: RunningDaemon.Settings = .init()) async throws -> RunningDaemon {
        let daemon = try await RunningDaemon.withSite(settings)
        try await daemon.acceptCertificate()
        return daemon
    }

    private func show(_ daemon: RunningDaemon, _ arguments: String...) async throws -> OperationReport {
        try await daemon.cnfctl(["operation", "show", "--json"] + arguments).json()
    }

    /// Waits until there is an operation.
    private func begun(_ daemon: RunningDaemon) async throws {
        try await eventually("no operation has begun") { try await daemon.cnfctl("operation", "show").code == 0 }
    }

    @Test("--wait returns when every phone has fetched its file over TFTP, with time and address")
    func waits() async throws {
        let daemon = try await daemon()
        let waiting = try daemon.startCnfctl("reset", "--srst", "branch-12", "--yes", "--wait")
        try await begun(daemon)
        for phone in Self.phones { _ = try daemon.served(phone) }
        let result = try await waiting.result()
        #expect(result.code == 0)
        #expect(result.output.contains("operation 1\n") && result.output.contains("\nstate      converged\n"))
        // Progress is for terminals.
        #expect(result.error.isEmpty)
        let report = try await show(daemon, "--phones")
        #expect(report.counts.fetched == 4 && report.counts.unchanged == 2 && report.waves.map(\.revision) == [2])
        #expect(report.phones?.map(\.phone) == Self.phones)
        #expect(report.phones?.allSatisfy { $0.outcome == "fetched" && $0.address == "127.0.0.1" } == true)
    }

    @Test("Phones that do not come are stale, and --wait ends with 8; the fetch of an old file counts for nothing")
    func stale() async throws {
        // A machine so busy that even the phone that comes comes too late gets more time.
        var (report, staleAfter) = (try await reset(staleAfter: 3), 3)
        while report.counts.fetched == 0, staleAfter < 1_000 {
            staleAfter *= 10
            report = try await reset(staleAfter: staleAfter)
        }
        #expect(report.state == "stale" && report.counts.stale == 3 && report.counts.fetched == 1)
    }

    /// A reset that one phone comes for in time; another fetches the file it had before.
    private func reset(staleAfter: Int) async throws -> OperationReport {
        let daemon = try await daemon()
        let slow = PhoneClient(port: daemon.port, file: "\(Self.phones[0]).cnf.xml", blockSize: 512)
        #expect(try slow.begin() == nil)
        _ = try slow.take(blocks: 2)
        let waiting = try daemon.startCnfctl(
            "reset",
            "--srst",
            "branch-12",
            "--yes",
            "--wait",
            "--json",
            "--stale-after",
            "\(staleAfter)"
        )
        try await begun(daemon)
        _ = try slow.rest()
        _ = try daemon.served(Self.phones[1])
        let result = try await waiting.result()
        #expect(result.code == 8)
        return try result.json()
    }

    @Test("--timeout ends the waiting with 8, --async waits for nothing, and the operation goes on")
    func timeout() async throws {
        let daemon = try await daemon()
        let number = try await daemon.cnfctl("reset", "--srst", "branch-12", "--yes", "--async")
        #expect(number.code == 0 && number.output == "1\n")
        let result = try await daemon.cnfctl("operation", "watch", "--timeout", "1")
        #expect(result.code == 8)
        #expect(result.errorLines == ["The time is over; operation 1 goes on: cnfctl operation watch 1."])
        #expect(try await show(daemon).state == "running")
        let none = try await daemon.cnfctl("reset", "--srst", "branch-12", "--yes", "--async", "--json")
        #expect(none.code == 0 && none.output.contains("\"operation\" : null"))
    }

    @Test("A05: a rollback is waited for with progress as JSON, a value on each line; none is shown without a terminal")
    func progress() async throws {
        let daemon = try await daemon()
        try await daemon.done("reset", "--srst", "branch-12", "--yes")
        // Less time than the daemon needs for the first answer, on a busy machine, would show no beginning: then more.
        var (operation, staleAfter) = (1, 2)
        var result: CommandResult
        repeat {
            operation += 1
            result = try await daemon.cnfctl([
                "revision", "rollback", "\(operation - 1)", "--yes", "--confirm", "--wait", "--stale-after",
                "\(staleAfter)", "--progress", "json", "--json",
            ])
            #expect(result.code == 8)
            staleAfter *= 10
        } while result.errorLines.first?.contains(#""failed":0"#) == false && staleAfter < 1_000
        let report = try result.json(OperationReport.self)
        #expect(
            report.kind == "rollback" && report.selection == "revision \(operation - 1)" && report.counts.stale == 4
        )
        let shown = try await daemon.cnfctl("operation", "show")
        #expect(shown.output.contains("back to    revision \(operation - 1), by "))
        #expect(result.errorLines.first == #"{"progress":{"done":0,"failed":0,"of":"phone","total":4}}"#)
        let end = try #require(result.errorLines.last)
        #expect(end.hasPrefix(#"{"progress":{"done":0,"eta-seconds":0,"failed":4,"#))
        let silent = try await daemon.cnfctl("operation", "watch", "\(operation)", "--progress", "none")
        #expect(silent.error.isEmpty)
    }

    @Test("Ctrl-C leaves the operation running, and says how to watch it again")
    func interrupted() async throws {
        let daemon = try await daemon()
        #expect(try await daemon.cnfctl("reset", "--srst", "branch-12", "--yes").code == 0)
        let watching = try daemon.startCnfctl("operation", "watch", "1")
        try await watching.process.takesInterrupts()
        watching.process.signal(SIGINT)
        let result = try await watching.result()
        #expect(result.code == 130)
        #expect(
            result.errorLines == ["Operation 1 goes on without you. Watch it again with cnfctl operation watch 1."]
        )
        #expect(try await show(daemon).state == "running")
    }

    @Test("Everything survives a restart: who has come, and the waves that are left")
    func restart() async throws {
        let daemon = try await daemon()
        let reset = try await daemon.cnfctl(
            "reset",
            "--srst",
            "branch-12",
            "--yes",
            "--wave",
            "1",
            "--pause",
            "1000000"
        )
        #expect(reset.output.contains("  wave 1 of 4: 3 phone files in 3 later waves\n"))
        _ = try daemon.served(Self.phones[0])
        _ = try await daemon.transferEvents(of: "\(Self.phones[0]).cnf.xml")
        let before = try await show(daemon, "--phones")
        try await daemon.restart()
        let after = try await show(daemon, "--phones")
        // The last fetches are written when the daemon stops.
        #expect(after.counts.fetched == 1 && after.remaining == 3 && after.waves == before.waves)
        #expect(try await daemon.cnfctl("operation", "cancel", "1", "--plan").code == 1)
        #expect(try await daemon.cnfctl("operation", "cancel", "1").code == 0)
        #expect(try await daemon.cnfctl("operation", "cancel", "1").code == 4)
        #expect(try await show(daemon).state == "cancelled")
        #expect(try daemon.phonesWithCertificate() == [Self.phones[0]])
    }

    @Test("Waves are published by themselves, each a revision of its own")
    func waves() async throws {
        let daemon = try await daemon()
        let waiting = try daemon.startCnfctl(
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
        var report: OperationReport?
        try await eventually("not all have fetched their files: \(String(describing: report))") {
            for phone in Self.phones { _ = try daemon.served(phone) }
            report = try? await show(daemon)
            return report?.counts.fetched == 4
        }
        let result = try await waiting.result()
        #expect(result.code == 0)
        let done = try result.json(OperationReport.self)
        #expect(done.state == "converged" && done.waves.map(\.revision) == [2, 3] && done.counts.fetched == 4)
        #expect(try daemon.phonesWithCertificate() == Self.phones)
    }

    @Test("Whoever waits for waves that are cancelled is told so with 8")
    func cancelled() async throws {
        let daemon = try await daemon()
        let waiting = try daemon.startCnfctl(
            "reset",
            "--srst",
            "branch-12",
            "--yes",
            "--wave",
            "2",
            "--pause",
            "1000000",
            "--wait"
        )
        try await begun(daemon)
        for phone in Self.phones.prefix(2) { _ = try daemon.served(phone) }
        try await daemon.done("operation", "cancel", "1")
        let result = try await waiting.result()
        #expect(result.code == 8)
        #expect(result.output.contains("phones     2 fetched, 2 in later waves"))
        #expect(try await daemon.cnfctl("operation", "watch", "1").code == 8)
    }

    @Test(
        "A command is given the phones on its standard input; its failure is an outcome, whatever started the daemon",
        arguments: [[], ["/usr/bin/env", "--ignore-signal=CHLD"]]
    )
    func command(startedBy starter: [String]) async throws {
        let directory = try TemporaryDirectory()
        let heard = directory.path + "/heard"
        let path = try directory.write("#!/bin/sh\ncat > \(heard)\nexit 3\n", to: "tell")
        #expect(chmod(path, 0o700) == 0)
        let daemon = try await daemon(.init(notifier: "command:\(path)", starter: starter))
        _ = try daemon.served(Self.phones[0])
        _ = try await daemon.reset("--srst", "branch-12")
        var wave: WaveReport?
        try await eventually("the telling does not end") {
            wave = try await show(daemon).waves.first
            return wave?.notice == "done"
        }
        #expect(wave?.told == 0 && wave?.notTold == 4 && wave?.noticeReason == "\(path) ended with code 3")
        let names = try Files.text(heard).split(separator: "\n").compactMap { $0.split(separator: "\t").first }
        #expect(names.map(String.init) == Self.phones)
        let text = try await daemon.cnfctl("operation", "show").output
        #expect(text.contains(", 0 told, 4 could not be: \(path) ended with code 3"))
    }
}
