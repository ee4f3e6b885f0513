import AdminAPI
import ClusterModel
import TestSupport
import Testing

@Suite("P05: a daemon killed in the middle is wholly before or wholly after a change", .timeLimit(.patience))
struct CrashTests {
    private static let phones = 2_000
    private static let applyKills = 6
    private static let resetKills = 14

    @Test("Killed during apply: saved state and first files are both old or both new, and what was answered stays")
    func duringApply() async throws {
        let daemon = try await RunningDaemon()
        var count = Self.phones
        #expect(try await daemon.apply(GeneratedSite.text(phones: count, edition: "0")).code == 0)
        let sample = Self.sample(of: GeneratedSite.names(count), 50)
        let served = try daemon.served(sample)
        var saved = try await daemon.done("export").output
        var revision = try await daemon.status().revision
        var moments = Moments(kills: Self.applyKills, duration: try await Self.duration(ofRehearsalBy: daemon, count))

        for kill in 1...Self.applyKills {
            let edition = "\(kill)"
            let site = GeneratedSite.text(phones: count + 50, edition: edition)
            let path = try daemon.directory.write(site, to: "site.yaml")
            let command = try daemon.startCnfctl("apply", "-f", path)
            try await moments.sleep()
            try await daemon.crash()
            let code = try await command.result().code
            #expect([0, 7].contains(code))
            try await daemon.start()

            let status = try await daemon.status()
            let export = try await daemon.done("export").output
            let isNew = export != saved
            let addition = GeneratedSite.names(count + 50).suffix(50)
            #expect(isNew || code != 0, "an acknowledged apply was lost")
            if isNew {
                count += 50
                saved = export
                revision = (revision ?? 0).next
                #expect(export.ranges(of: "edition-").count == count)
                #expect(export.ranges(of: "owner-user-id: edition-\(edition)\n").count == count)
            }
            #expect(status.phones == count)
            #expect(status.published == count)
            #expect(status.revision == revision)
            for phone in addition {
                switch try daemon.fetch("\(phone).cnf.xml") {
                case .file(let bytes):
                    #expect(isNew)
                    #expect(String(decoding: bytes, as: UTF8.self).contains(GeneratedSite.mark(edition)))
                case .error(let code, _):
                    #expect(!isNew)
                    #expect(code == 1)
                }
            }
            // Nobody else's file changes without a reset.
            #expect(try daemon.served(sample) == served)
        }
    }

    @Test("Killed during a reset of all: every file is old or every file is new, and what was answered stays")
    func duringReset() async throws {
        let daemon = try await RunningDaemon()
        let names = GeneratedSite.names(Self.phones)
        let sample = Self.sample(of: names, 60)
        #expect(try await daemon.apply(GeneratedSite.text(phones: Self.phones, edition: "0")).code == 0)
        var files = ["mixed": try daemon.served(names)]
        try await daemon.done("cluster", "set-mode", "non-secure", "--yes")
        let start = ContinuousClock.now
        _ = try await daemon.reset("--all")
        var moments = Moments(kills: Self.resetKills, duration: start.duration(to: .now))
        files["non-secure"] = try daemon.served(names)

        var published = "non-secure"
        var revision = try await daemon.status().revision ?? 0
        for _ in 1...Self.resetKills {
            let saved = published == "mixed" ? "non-secure" : "mixed"
            try await daemon.done("cluster", "set-mode", saved, "--yes")
            let command = try daemon.startCnfctl("reset", "--all", "--yes")
            try await moments.sleep()
            try await daemon.crash()
            let code = try await command.result().code
            #expect([0, 7].contains(code))
            try await daemon.start()

            let status = try await daemon.status()
            let isNew = status.pending.isEmpty
            #expect(isNew || code != 0, "an acknowledged reset was lost")
            if isNew {
                published = saved
                revision = revision.next
            }
            #expect(status.pendingCount == (isNew ? 0 : Self.phones))
            #expect(status.revision == revision)
            #expect(status.securityMode == saved)
            #expect(try daemon.served(sample) == files[published]?.filter { sample.contains($0.key) })
            let shown: FileReport = try await daemon.done("file", "show", sample[0], "--show-secrets", "--json").json()
            #expect(Array(shown.text.utf8) == files[published]?[sample[0]])
        }
        #expect(try daemon.served(names) == files[published])
    }

    private static func sample(of names: [String], _ count: Int) -> [String] {
        Array(names.shuffled().prefix(count)).sorted()
    }

    /// How long an apply takes until it is written, nearly: a rehearsal of it.
    private static func duration(ofRehearsalBy daemon: RunningDaemon, _ count: Int) async throws -> Duration {
        let start = ContinuousClock.now
        #expect(try await daemon.apply(GeneratedSite.text(phones: count + 50, edition: "x"), "--plan").code == 1)
        return start.duration(to: .now)
    }
}

/// Random moments of a change: one in each part of it, and from the second half on near its end, where it is written.
private struct Moments {
    let kills: Int
    let duration: Duration
    private var past = 0

    init(kills: Int, duration: Duration) {
        self.kills = kills
        self.duration = duration
    }

    mutating func sleep() async throws {
        let isLate = past >= kills / 2
        let early = (Double(past) + Double.random(in: 0..<1)) / Double(kills / 2)
        past += 1
        try await Task.sleep(for: duration * (isLate ? Double.random(in: 0.8..<1.4) : early))
    }
}
