import AdminAPI
import AdminClient
import Contention
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Several at one daemon at once: no change is lost, and no stale file wins silently", .timeLimit(.patience))
struct ContentionTests {
    /// A daemon behind its API.
    private struct Site: ContendedSite {
        let client: AdminClient
        /// What is first and what is later is said by the audit trail alone.
        var moment: Int { 0 }

        func send<Request: AdminRequest>(_ request: Request, as actor: String) async throws -> Request.Response {
            try await client.send(request)
        }

        func export(as actor: String) async throws -> String {
            var text = ""
            _ = try await client.stream(ExportSite()) { piece, json in
                if piece == .item { text += try AdminJSON.decode(String.self, from: Data(json)) }
            }
            return text
        }
    }

    /// How long they contend; `make contention` asks for more.
    private static let seconds = getenv("CNFD_CONTENTION_SECONDS").flatMap { Int(String(cString: $0)) } ?? 5

    @Test(
        "Two administrators, two pipelines and a reader: the trail has each acknowledged change once, on top of what it was made for"
    )
    func atOnce() async throws {
        let daemon = try await RunningDaemon()
        #expect(try await daemon.apply(Contention.site).code == 0)
        let site = Site(client: AdminClient(socketPath: daemon.socket))
        let start = try await ExportedSite(of: site, as: "")
        let seed = UInt64.random(in: 0...UInt64.max)
        let contenders: [any Contender] = [
            ContendingAdministrator("alice", number: 0, seed: seed), ContendingReader("reader"),
            ContendingAdministrator("bob", number: 1, seed: seed), ContendingPipeline("ci", number: 2, seed: seed),
            ContendingPipeline("nightly", number: 3, seed: seed),
        ]
        let until = ContinuousClock.now + .seconds(Self.seconds)
        var (deeds, seen): ([Deed], [ExportedSite]) = ([], [])
        try await withThrowingTaskGroup(of: [ContentionStep].self) { group in
            for contender in contenders {
                group.addTask { try await Self.steps(of: contender, on: site, until: until) }
            }
            for try await steps in group {
                for step in steps {
                    switch step {
                    case .deed(let deed): deeds.append(deed)
                    case .seen(let exported): seen.append(exported)
                    case .ready: break
                    }
                }
            }
        }
        let records = try await site.client.send(ListAudit(limit: 10_000)).records
        let end = try await ExportedSite(of: site, as: "")
        let trail = ContentionTrail(records, from: start, to: end, deeds: deeds, seen: seen, namesActors: false)
        #expect(trail.faults.isEmpty, "seed \(seed):\n\(trail.faults.joined(separator: "\n"))")
        #expect(try await site.client.send(VerifyAudit()).firstBroken == nil)
        print(
            "In \(Self.seconds) s \(deeds.count(where: \.isDone)) changes were acknowledged, "
                + "\(deeds.count { $0.refusal != nil }) refused, and the state was read \(seen.count) times."
        )
        // After a restart everything is there.
        try await daemon.restart()
        #expect(try await ExportedSite(of: site, as: "").shown == end.shown)
    }

    /// What one of them did: at least a few steps, however busy the machine.
    private static func steps(
        of contender: any Contender,
        on site: any ContendedSite,
        until end: ContinuousClock.Instant
    ) async throws -> [ContentionStep] {
        var (contender, steps): (any Contender, [ContentionStep]) = (contender, [])
        while ContinuousClock.now < end || steps.count < 20 { steps.append(try await contender.act(on: site)) }
        return steps
    }
}
