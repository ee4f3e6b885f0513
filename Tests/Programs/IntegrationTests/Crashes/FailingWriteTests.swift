import AdminAPI
import AdminClient
import ClusterModel
import Documents
import Glibc
import TestSupport
import Testing

@Suite(
    "P05: a full, read-only or failing disk refuses changes, and phones are served all the same",
    .timeLimit(.patience)
)
struct FailingWriteTests {
    private static let phones = GeneratedSite.names(6)

    /// How a disk fails, and what administrators are told.
    struct Failure: Sendable, CustomTestStringConvertible {
        let error: Int32
        let code: String
        let message: String
        let hint: String

        var testDescription: String { code }

        static let all = [
            Failure(
                error: ENOSPC,
                code: "disk-full",
                message: "The disk is full; nothing was changed.",
                hint: "Free some space and repeat the command."
            ),
            Failure(
                error: EROFS,
                code: "disk-read-only",
                message: "The disk can only be read; nothing was changed.",
                hint: "See in the system's log why, make it writable again and repeat the command."
            ),
            Failure(
                error: EIO,
                code: "disk-error",
                message: "The disk failed: disk I/O error; nothing was changed.",
                hint:
                    "See the system's log for errors of the disk, and the daemon's limit of file sizes; then repeat the command."
            ),
        ]
    }

    private func daemon(_ disk: FailingDisk, notifier: String? = nil) async throws -> (RunningDaemon, AdminClient) {
        var settings = RunningDaemon.Settings()
        settings.disk = disk
        settings.notifier = notifier
        let daemon = try await RunningDaemon(settings)
        let client = AdminClient(socketPath: daemon.socket)
        try await client.applyEdition("0", phones: Self.phones.count)
        return (daemon, client)
    }

    @Test(
        "Whichever write of a reset fails, it is refused as a whole, and done when it is repeated",
        arguments: Failure.all
    )
    func reset(_ failure: Failure) async throws {
        let disk = try FailingDisk()
        let (daemon, client) = try await daemon(disk)
        var refused = 0
        while true {
            let served = try daemon.served(Self.phones)
            let before = try await client.send(ShowStatus())
            try await client.applyEdition("\(refused)x", phones: Self.phones.count)
            try disk.fail(after: refused, .error(failure.error))
            do {
                _ = try await client.send(Reset(scope: .all))
                // It takes fewer writes than that.
                break
            } catch let report as ProblemReport {
                expect(report.error, failure)
            }
            #expect(try daemon.served(Self.phones) == served)
            #expect(try await client.send(ShowStatus()).revision == before.revision)
            try disk.mend()
            let repeated = try await client.send(Reset(scope: .all))
            #expect(repeated.published == Self.phones)
            refused += 1
        }
        #expect(refused > 10)
        try disk.mend()
        #expect(try await client.send(VerifyAudit()).firstBroken == nil)
        try await daemon.crash()
        try await daemon.start()
        #expect(try await client.send(ShowStatus()).pending.isEmpty)
    }

    @Test(
        "A saved change is refused by cnfctl with code, message and remedy, and nothing of it is saved",
        arguments: Failure.all
    )
    func change(_ failure: Failure) async throws {
        let disk = try FailingDisk()
        let (daemon, client) = try await daemon(disk)
        let saved = try await daemon.export()
        try disk.fail(after: 0, .error(failure.error))
        let update = ["phone", "update", Self.phones[0], "--owner-user-id", "tanaka"]
        let result = try await daemon.cnfctl(update)
        #expect(result.code == 7)
        #expect(
            result.error == "cnfctl: state directory \(daemon.stateDirectory): \(failure.message) \(failure.hint)\n"
        )
        expect(try #require(try await daemon.cnfctl(update + ["--json"]).problems().first), failure)
        #expect(try await daemon.cnfctl("export", "--show-secrets").code == 7, "a disclosure that cannot be audited")
        #expect(try await daemon.cnfctl(update + ["--plan"]).code == 1, "a plan writes nothing")
        #expect(try daemon.served(Self.phones).count == Self.phones.count)
        try disk.mend()
        #expect(try await daemon.export() == saved)
        #expect(try await daemon.cnfctl(update).code == 0)
        #expect(try await client.send(VerifyAudit()).firstBroken == nil)
    }

    @Test("Waves and fetch records wait for the disk, and come when it works again")
    func waiting() async throws {
        let disk = try FailingDisk()
        let (daemon, client) = try await daemon(disk)
        try await client.applyEdition("1", phones: Self.phones.count)
        let reset = try await client.send(Reset(scope: .all, waves: Waves(size: 4, pause: 1)))
        #expect(reset.deferred == 2)
        try disk.fail(after: 0, .error(ENOSPC))
        let fetched = try #require(reset.published.first)
        _ = try daemon.served(fetched)
        try await eventually("nobody waits for the disk:\n\(try daemon.log())") {
            let log = try daemon.log()
            return log.contains("operations wait") && log.contains("fetch records not written")
        }
        #expect(try daemon.log().contains("The disk is full"))
        let stuck = try await client.send(ShowOperation())
        #expect(stuck.remaining == 2 && stuck.counts.fetched == 0)
        try disk.mend()
        try await eventually("the fetch record of \(fetched) was lost, or waves") {
            let report = try await client.send(ShowOperation())
            return report.remaining == 0 && report.counts.fetched == 1
        }
        let report = try await client.send(ShowOperation())
        #expect(report.remaining == 0 && report.waves.count == 2)
        #expect(report.counts.fetched == 1, "the fetch record of \(fetched) was lost")
    }

    @Test("Phones are told once when the disk fails meanwhile, and what became of it comes when it works again")
    func telling() async throws {
        let directory = try TemporaryDirectory()
        let (runs, go) = (directory.path + "/runs", directory.path + "/go")
        let script = "#!/bin/sh\ncat > /dev/null\necho run >> \(runs)\nwhile [ ! -e \(go) ]; do sleep 0.01; done\n"
        let program = try directory.write(script, to: "tell")
        #expect(chmod(program, 0o700) == 0)
        let disk = try FailingDisk()
        let (daemon, client) = try await daemon(disk, notifier: "command:\(program)")
        try await client.applyEdition("1", phones: Self.phones.count)
        _ = try await client.send(Reset(scope: .all))
        try await eventually("the program is not run") { (try? Files.text(runs)) == "run\n" }
        try disk.fail(after: 0, .error(ENOSPC))
        let calls = try disk.calls
        _ = try directory.write("", to: "go")
        // It is tried again a few times.
        try await eventually("it is not tried again") { try disk.calls >= calls + 4 }
        #expect(try daemon.log().contains("operations wait"))
        #expect(try Files.text(runs) == "run\n", "phones were told again")
        #expect(try await client.send(ShowOperation()).waves.map(\.notice) == ["telling"])
        try disk.mend()
        var wave: WaveReport?
        try await eventually("what became of the telling does not come") {
            wave = try await client.send(ShowOperation()).waves.first
            return wave?.notice == "done"
        }
        #expect(wave?.notice == "done" && wave?.told == Self.phones.count)
        #expect(try Files.text(runs) == "run\n", "phones were told again")
    }

    @Test("Beyond a limit of file sizes changes are refused, and the daemon lives on")
    func fileSizeLimit() async throws {
        let daemon = try await RunningDaemon.withSite()
        let served = try daemon.served()
        try await daemon.limitFileSize(4_096)
        let refused = try await daemon.cnfctl("srst", "update", "branch-12", "--sip", "127.0.9.1", "--json")
        #expect(refused.code == 7)
        #expect(try refused.problems().map(\.code) == ["disk-error"])
        #expect(try daemon.served() == served)
        try await daemon.limitFileSize(nil)
        try await daemon.done("srst", "update", "branch-12", "--sip", "127.0.9.1")
    }

    @Test(
        "A disk that is really full refuses changes; phones are served, after a restart too; with space everything goes on",
        .enabled(
            if: SmallDisk.isAvailable,
            "this system lets this user make no mount namespace; the tests above do without"
        )
    )
    func fullDisk() async throws {
        var settings = RunningDaemon.Settings()
        let disk = try await SmallDisk(kilobytes: 3_000)
        settings.smallDisk = disk
        let daemon = try await RunningDaemon.withSite(settings)
        try await daemon.acceptCertificate()
        let served = try daemon.served()
        try await disk.fill()
        let reset = try await daemon.cnfctl("reset", "--all", "--yes", "--json")
        #expect(reset.code == 7)
        #expect(try reset.problems().map(\.code) == ["disk-full"])
        #expect(try daemon.served() == served)
        #expect(try await daemon.status().pending.count == 4)
        try await daemon.crash()
        try await daemon.start()
        #expect(try daemon.served() == served)
        #expect(try await daemon.cnfctl("reset", "--all", "--yes").code == 7)
        try await daemon.restart()
        #expect(try daemon.served() == served)
        try await disk.empty()
        try await daemon.done("reset", "--all", "--yes")
        #expect(try daemon.phonesWithCertificate() == Fixture.protectedPhones)
        #expect(try await daemon.done("audit", "verify").code == 0)
    }

    private func expect(_ problem: Problem, _ failure: Failure, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(problem.code == failure.code, sourceLocation: sourceLocation)
        #expect(problem.kind == .unavailable, sourceLocation: sourceLocation)
        #expect(problem.message == failure.message, sourceLocation: sourceLocation)
        #expect(problem.hint == failure.hint, sourceLocation: sourceLocation)
        #expect(problem.object?.hasPrefix("state directory ") == true, sourceLocation: sourceLocation)
    }
}
