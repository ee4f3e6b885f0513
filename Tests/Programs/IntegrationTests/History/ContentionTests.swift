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
        var contenders: [any Contender] = [
            ContendingAdministrator("alice", number: 0, seed: seed), ContendingReader("reader"),
            ContendingAdministrator("bob", number: 1, seed: seed), ContendingPipeline("ci", number: 2, seed: seed),
            ContendingPipeline("nightly", number: 3, seed: seed),
        ]
        let until = ContinuousClock.now + .seconds(Self.seconds)
        var (deeds, seen): ([Deed], [ExportedSite]) = ([], [])
        var records: [Int: AuditReport.Record] = [:]
        repeat {
            let pause = min(until, ContinuousClock.now + .seconds(10))
            contenders = try await withThrowingTaskGroup(of: Part.self) { group in
                for (place, contender) in contenders.enumerated() {
                    group.addTask { try await Self.part(of: contender, at: place, on: site, until: pause) }
                }
                var after = contenders
                for try await part in group {
                    after[part.place] = part.contender
                    for case .deed(let deed) in part.steps { deeds.append(deed) }
                    for case .seen(let exported) in part.steps { seen.append(exported) }
                }
                return after
            }
            // The audit trail is answered ten thousand records at a time.
            for record in try await site.client.send(ListAudit(limit: 10_000)).records {
                records[record.sequence] = record
            }
        } while ContinuousClock.now < until
        let end = try await ExportedSite(of: site, as: "")
        // None is missing; the last ones may be of what changes no field, such as a reset.
        #expect(records.keys.max() == records.count && end.record <= records.count)
        let trail = ContentionTrail(
            Array(records.values),
            from: start,
            to: end,
            deeds: deeds,
            seen: seen,
            namesActors: false
        )
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

    /// What one of them did for a while.
    private struct Part: Sendable {
        let place: Int
        var contender: any Contender
        var steps: [ContentionStep] = []
    }

    /// Lets one of them act for a while: at least a few steps, however busy the machine.
    private static func part(
        of contender: any Contender,
        at place: Int,
        on site: any ContendedSite,
        until end: ContinuousClock.Instant
    ) async throws -> Part {
        var part = Part(place: place, contender: contender)
        while ContinuousClock.now < end || part.steps.count < 20 {
            part.steps.append(try await part.contender.act(on: site))
        }
        return part
    }
}
