import Glibc
import Testing

@Suite("P05: a daemon killed at any moment loses nothing that it acknowledged", .timeLimit(.minutes(600)))
struct RandomKillTests {
    /// How many kills; `make crash` asks for many more.
    private static let kills = getenv("CNFD_CRASH_KILLS").flatMap { Int(String(cString: $0)) } ?? 200
    /// How many of them befall one site, so that the checks do not take longer each time.
    private static let killsOfASite = 100
    /// How many sites live at once: the tests' machine has little to do while a daemon starts.
    private static let sitesAtOnce = 2

    @Test(
        "Killed amid publications, resets and changes: files are of one committed revision, operations go on, and the audit trail is whole"
    )
    func anyMoment() async throws {
        let start = ContinuousClock.now
        let sites = max(1, (Self.kills + Self.killsOfASite - 1) / Self.killsOfASite)
        let tally = try await withThrowingTaskGroup(of: KilledSite.Tally.self) { group in
            var tally = KilledSite.Tally()
            for site in 0..<sites {
                if site >= Self.sitesAtOnce, let done = try await group.next() {
                    tally = tally + done
                    Self.tell(tally, since: start)
                }
                let kills = min(Self.killsOfASite, Self.kills - site * Self.killsOfASite)
                group.addTask { try await Self.killedSite(kills) }
            }
            for try await done in group { tally = tally + done }
            return tally
        }
        Self.tell(tally, since: start)
        #expect(tally.kills >= Self.kills)
        #expect(tally.changes > 0 && tally.publications > 0 && tally.fetches > 0)
    }

    private static func killedSite(_ kills: Int) async throws -> KilledSite.Tally {
        var site = try await KilledSite()
        while site.tally.kills < kills { try await site.kill() }
        try await site.expectOperationsEnd()
        return site.tally
    }

    /// A run of many kills says how far it has come.
    private static func tell(_ tally: KilledSite.Tally, since start: ContinuousClock.Instant) {
        let seconds = start.duration(to: .now).components.seconds
        print(
            "\(tally.kills) kills (\(tally.killedWhileStarting) while starting) in \(seconds) s: "
                + "\(tally.changes) changes acknowledged, \(tally.changesMidway) committed and not acknowledged, "
                + "\(tally.publications) publications acknowledged, \(tally.revisions) revisions, \(tally.fetches) files fetched"
        )
    }
}
