import AdminAPI
import Contention
import NIOConcurrencyHelpers
import Platform
import TestSupport
import Testing

@Suite("Two administrators, a pipeline and a reader at one site: no change is lost, and no stale file wins silently")
struct ContentionTests {
    /// The use cases, and how many changes they have acknowledged.
    private final class Site: ContendedSite {
        private let site: TestSite
        private let count = NIOLockedValueBox(0)

        init() async throws {
            site = try await TestSite()
            _ = try await site.send(ApplySite(text: Contention.site))
        }

        var moment: Int {
            get { count.withLockedValue { $0 } }
            set { count.withLockedValue { $0 = newValue } }
        }

        func send<Request: AdminRequest>(_ request: Request, as actor: String) async throws -> Request.Response {
            site.clock.second += 1
            return try await site.send(request, as: actor)
        }

        func export(as actor: String) async throws -> String {
            site.clock.second += 1
            return try await site.send(ExportSite()).text
        }
    }

    private static let rounds = 200

    @Test(
        "Whatever order their steps come in, each is acknowledged or refused as the model says, and saved as a whole or not at all",
        arguments: 1...8 as ClosedRange<UInt64>
    )
    func interleaved(seed: UInt64) async throws {
        let site = try await Site()
        var random = SeededGenerator(seed: seed)
        var contenders: [any Contender] = [
            ContendingAdministrator("alice", number: 0, seed: seed), ContendingReader("reader"),
            ContendingAdministrator("bob", number: 1, seed: seed), ContendingPipeline("ci", number: 2, seed: seed),
            ContendingPipeline("nightly", number: 3, seed: seed),
        ]
        let start = try await ExportedSite(of: site, as: "checker")
        var model = ContentionModel(start.shown)
        var (deeds, seen, record): ([Deed], [ExportedSite], Int) = ([], [], start.record)
        for _ in 0..<Self.rounds {
            let place = Int.random(in: contenders.indices, using: &random)
            switch try await contenders[place].act(on: site) {
            case .deed(let deed):
                check(deed, model)
                if deed.isDone { model.take(deed) }
                site.moment = model.moment
                deeds.append(deed)
            case .seen(let exported): seen.append(exported)
            case .ready: break
            }
            let now = try await ExportedSite(of: site, as: "checker")
            try #require(now.shown == model.now, "seed \(seed), after \(String(describing: deeds.last))")
            if deeds.last?.isDone != true { #expect(now.record == record, "a refusal is in the audit trail") }
            record = now.record
        }
        let records = try await site.send(ListAudit(limit: 10_000), as: "checker").records
        let end = try await ExportedSite(of: site, as: "checker")
        let trail = ContentionTrail(records, from: start, to: end, deeds: deeds, seen: seen, namesActors: true)
        #expect(trail.faults.isEmpty, "seed \(seed): \(trail.faults.joined(separator: "\n"))")
        #expect(try await site.send(VerifyAudit(), as: "checker").firstBroken == nil)
        // It would say nothing if everybody had always, or never, got through.
        #expect(deeds.contains { $0.isDone && $0.changed.count > 1 } && deeds.contains { $0.refusal != nil })
    }

    private func check(_ deed: Deed, _ model: ContentionModel) {
        #expect((deed.refusal == nil) == model.acknowledges(deed), "\(deed)")
        guard deed.refusal == nil else { return }
        #expect(deed.changed == model.changed(by: deed), "\(deed)")
        if case .file = deed.kind { #expect(deed.overwritten == model.overwritten(by: deed), "\(deed)") }
    }
}
