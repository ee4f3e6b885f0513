import AdminAPI
import AdminClient
import ClusterModel
import Glibc
import TestSupport
import Testing

/// One site whose daemon is killed again and again, at any moment; after each kill everything that was acknowledged must
/// be there, and nothing that was only half done.
struct KilledSite {
    private static let phones = 24
    /// How long a daemon lives at most after it is ready, in seconds: several publications of a debug build. Longer on a
    /// machine so busy that nothing comes of so short a life.
    private var longestLife = 0.25
    /// How many lives on end nothing came of.
    private var barrenLives = 0
    /// How long it may take to start; some are killed meanwhile.
    private static let longestStart = 0.15

    private let daemon: RunningDaemon
    private let client: AdminClient
    private let certificates: [GatewayCertificate]
    private var state: SavedState
    private var files = CommittedFiles()
    private var auditRecords = 0
    private(set) var tally = Tally()

    /// What was seen.
    struct Tally {
        var kills = 0
        var killedWhileStarting = 0
        var changes = 0
        var changesMidway = 0
        var publications = 0
        var fetches = 0
        var revisions = 0

        static func + (left: Tally, right: Tally) -> Tally {
            Tally(
                kills: left.kills + right.kills,
                killedWhileStarting: left.killedWhileStarting + right.killedWhileStarting,
                changes: left.changes + right.changes,
                changesMidway: left.changesMidway + right.changesMidway,
                publications: left.publications + right.publications,
                fetches: left.fetches + right.fetches,
                revisions: left.revisions + right.revisions
            )
        }
    }

    init() async throws {
        var settings = RunningDaemon.Settings()
        // The phones are told, and old revisions dropped, at every start.
        settings.notifier = "command:/bin/true"
        settings.keepRevisions = 100
        settings.keepDays = 0
        daemon = try await RunningDaemon(settings)
        client = AdminClient(socketPath: daemon.socket)
        certificates = try GatewayCertificate.both()
        _ = try await client.send(ApplySite(text: GeneratedSite.text(phones: Self.phones, edition: "0")))
        state = try await SavedState(of: client)
        try await files.update(from: client)
    }

    /// Lets the daemon live for a moment, kills it, starts it again, and checks what it finds.
    mutating func kill() async throws {
        tally.kills += 1
        let life = DaemonLife(
            client: client,
            port: daemon.port,
            phones: Self.phones,
            certificates: certificates,
            revision: files.latest,
            number: tally.kills,
            patience: CInt(longestLife * 100)
        )
        let outcome = try await life.run(in: state) {
            try await Task.sleep(for: .seconds(Double.random(in: 0..<longestLife)))
            try await daemon.crash()
        }
        while Int.random(in: 0..<8) == 0 {
            try daemon.begin()
            try await Task.sleep(for: .seconds(Double.random(in: 0..<Self.longestStart)))
            try await daemon.crash()
            tally.kills += 1
            tally.killedWhileStarting += 1
        }
        // Nobody mends anything in between.
        try await daemon.start()
        try await check(outcome)
        let isBarren = outcome.changes.acknowledged.isEmpty || outcome.publications.isEmpty || outcome.fetches.isEmpty
        barrenLives = isBarren ? barrenLives + 1 : 0
        if barrenLives == 16 {
            longestLife *= 2
            barrenLives = 0
        }
    }

    private mutating func check(_ outcome: DaemonLife.Outcome) async throws {
        try await checkSaved(outcome.changes)
        try await checkServed(outcome)
        let trail = try await client.send(VerifyAudit())
        #expect(trail.firstBroken == nil)
        auditRecords += outcome.changes.acknowledged.count + outcome.publications.count
        #expect(trail.records >= auditRecords, "an audit record was lost")
        auditRecords = trail.records
    }

    private mutating func checkSaved(_ changes: DaemonLife.Changes) async throws {
        let acknowledged = changes.acknowledged.reduce(state) { $1.applied(to: $0) }
        let found = try await SavedState(of: client)
        let midway = changes.unanswered?.applied(to: acknowledged)
        #expect(found == acknowledged || found == midway, "what is saved is not what was acknowledged")
        tally.changes += changes.acknowledged.count
        if found != acknowledged { tally.changesMidway += 1 }
        state = found
    }

    private mutating func checkServed(_ outcome: DaemonLife.Outcome) async throws {
        let phones = GeneratedSite.names(Self.phones + 1)
        var before: RevisionNumber
        repeat {
            try await files.update(from: client)
            before = files.latest
            // Operations go on meanwhile: a file may be of a revision that is not noted yet.
            let served = try serving { try CommittedFiles.hashes(of: phones, port: daemon.port) }
            try await files.update(from: client)
            if files.latest == before { files.expect(served) }
        } while files.latest != before
        for publication in outcome.publications { files.expect(publication) }
        for fetch in outcome.fetches {
            #expect(files.knows(fetch.hash, of: fetch.phone), "\(fetch.phone) got a file that was never committed")
        }
        tally.publications += outcome.publications.count
        tally.fetches += outcome.fetches.count
        tally.revisions = files.latest.rawValue
    }

    /// Fetches again, as phones do, when this process was held up for so long that the daemon gave a transfer up; whatever
    /// else goes wrong is told with what the daemon says.
    private func serving<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            let log = try daemon.log().suffix(6_000)
            guard log.contains(" outcome=abandoned reason=timeout") else { throw TestFailure("\(error)\n\(log)") }
            return try body()
        }
    }

    /// Lets the operations that were interrupted come to their end; each phone was published at most once by each.
    func expectOperationsEnd() async throws {
        for operation in try await client.send(ListOperations(limit: 1_000)).operations {
            var report = operation
            try await eventually("operation \(report.id) neither goes on nor says why not, or tells nobody") {
                report = try await client.send(ShowOperation(id: operation.id))
                return (report.remaining == 0 || report.reason != nil) && !report.waves.contains(where: Self.isDue)
            }
            guard report.waves.count > 1 else { continue }
            let phones = try await client.send(ShowOperation(id: operation.id, phones: true)).phones?.map(\.phone) ?? []
            #expect(Set(phones).count == phones.count, "operation \(report.id) published a phone twice")
        }
    }

    private static func isDue(_ wave: WaveReport) -> Bool { ["due", "telling"].contains(wave.notice) }
}
