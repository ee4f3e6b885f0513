import AdminAPI
import Documents
import Glibc
import TestSupport
import Testing

@Suite(
    "P05: a state directory that cannot be written at the start",
    .timeLimit(.patience),
    .enabled(if: SmallDisk.isAvailable, "this system lets this user make no mount namespace")
)
struct UnwritableStateTests {
    private static let phone = "SEP001122334455"
    private static let update = ["phone", "update", phone, "--owner-user-id", "tanaka"]

    /// A site on a small disk, whose last revision stands in the write-ahead log alone unless it was stopped in order.
    private func site(_ disk: SmallDisk, stopped: Bool) async throws -> (RunningDaemon, [String: [UInt8]]) {
        var settings = RunningDaemon.Settings()
        settings.smallDisk = disk
        let daemon = try await RunningDaemon.withSecureSite(settings)
        let served = try daemon.served()
        if stopped {
            daemon.terminate()
            _ = try await daemon.stopped()
        } else {
            try await daemon.crash()
        }
        return (daemon, served)
    }

    private func expectRefusal(_ daemon: RunningDaemon, _ code: String, _ hint: String) async throws {
        for _ in 1...2 {
            let refused = try await daemon.cnfctl(Self.update + ["--json"])
            #expect(refused.code == 7)
            let problem = try #require(try refused.problems().first)
            #expect(problem.code == code && problem.message.hasSuffix("nothing was changed."), "\(problem)")
            #expect(problem.hint?.contains(hint) == true, "\(problem)")
        }
        #expect(try await daemon.cnfctl(Self.update + ["--plan"]).code == 1, "a plan writes nothing")
        let status = try await daemon.status()
        #expect(status.troubles?.map(\.code) == [code])
        let doctor = try await daemon.cnfctl("doctor", "--json")
        #expect(try doctor.json(ExaminationReport.self).findings.contains { $0.code == code })
        #expect(try daemon.log().contains("changes are refused, phones are served"))
    }

    private func expectRecovery(_ daemon: RunningDaemon) async throws {
        #expect(try await daemon.cnfctl(Self.update).code == 0)
        #expect(try await daemon.status().troubles == nil)
        _ = try await daemon.reset("--all")
        #expect(String(decoding: try daemon.served(Self.phone), as: UTF8.self).contains("tanaka"))
        let served = try daemon.served()
        try await daemon.crash()
        try await daemon.start()
        #expect(try daemon.served() == served)
        #expect(try await daemon.done("audit", "verify").code == 0)
    }

    @Test(
        "Read-only: phones are served what was committed, changes refused; made writable, they work without a restart",
        arguments: [true, false]
    )
    func readOnly(_ stopped: Bool) async throws {
        let disk = try await SmallDisk(kilobytes: 8_000)
        let (daemon, served) = try await site(disk, stopped: stopped)
        try await disk.allowWriting(false)
        try await daemon.start()
        #expect(try daemon.served() == served)
        try await expectRefusal(daemon, "disk-read-only", "make it writable again")
        try await daemon.crash()
        try await daemon.start()
        #expect(try daemon.served() == served)
        try await disk.allowWriting(true)
        try await expectRecovery(daemon)
    }

    @Test("Full: the same, with space it works without a restart", arguments: [true, false])
    func full(_ stopped: Bool) async throws {
        let disk = try await SmallDisk(kilobytes: 4_000)
        let (daemon, served) = try await site(disk, stopped: stopped)
        try await disk.fill()
        try await daemon.start()
        #expect(try daemon.served() == served)
        try await expectRefusal(daemon, "disk-full", "Free some space")
        try await disk.empty()
        try await expectRecovery(daemon)
    }

    @Test("A read-only disk without a store is refused with its remedy, and so is a full one")
    func nothingThere() async throws {
        for (isFull, hint) in [(false, "writable again"), (true, "Free some space")] {
            let disk = try await SmallDisk(kilobytes: 64)
            if isFull { try await disk.fill() } else { try await disk.allowWriting(false) }
            let directory = try TemporaryDirectory()
            let command =
                disk.entrance + [
                    Programs.cnfd, "--state-directory", disk.path, "--control-socket", directory.path + "/s",
                    "--tftp-listen",
                    "127.0.0.1:0",
                ]
            let result = try await Command.run(command[0], Array(command.dropFirst()))
            #expect(result.code == 1)
            #expect(result.errorLines.count == 1 && result.error.contains(hint), "\(result.error)")
            #expect(!result.error.contains("ove it away"))
        }
    }

    @Test("A directory of somebody else: the remedy names the command, and it works")
    func denied() async throws {
        var settings = RunningDaemon.Settings()
        // The superuser may write everywhere, unless the capability is taken away.
        settings.starter = geteuid() == 0 ? ["/usr/bin/setpriv", "--bounding-set=-all", "--"] : []
        let daemon = try await RunningDaemon.withSecureSite(settings)
        let served = try daemon.served()
        try await daemon.crash()
        #expect(chmod(daemon.stateDirectory, 0o500) == 0)
        try await daemon.start()
        #expect(try daemon.served() == served)
        try await expectRefusal(daemon, "disk-denied", "chown -R \(geteuid()) \(daemon.stateDirectory)")
        #expect(chmod(daemon.stateDirectory, 0o700) == 0)
        try await expectRecovery(daemon)
    }
}
