import AdminAPI
import Administration
import ClusterModel
import Documents
import Platform
import Publishing
import Store
import TestSupport
import Testing

@Suite("A02: a reset in waves")
struct WaveTests {
    private static let phones = ["SEP001122334455", "SEP001122334456", "SEP001122334458", "SEP001122334459"]

    private func reset(_ waves: Waves) async throws -> (TestSite, ResetReport) {
        let site = try await TestSite.fixture()
        try await site.accept("branch-12")
        let reset = Reset(scope: .srst, name: "branch-12", staleAfter: 60, waves: waves)
        return (site, try await site.send(reset))
    }

    private func published(_ site: TestSite) async throws -> [String] {
        try await site.send(ShowOperation(phones: true)).phones?.map(\.phone) ?? []
    }

    @Test("Each wave is a revision of its own, and comes after its pause")
    func waves() async throws {
        let (site, first) = try await reset(.init(size: 2, pause: 10))
        #expect(first.published == Array(Self.phones.prefix(2)) && first.deferred == 2)
        #expect(try await site.administrator.advanceOperations().isEmpty)
        site.clock.second += 10
        #expect(try await site.administrator.advanceOperations() == [1])
        #expect(try await published(site) == Self.phones)
        let report = try await site.send(ShowOperation())
        #expect(report.waves.map(\.revision) == [2, 3] && report.remaining == 0 && report.counts.published == 4)
        #expect(report.deadline == "2026-06-01T00:01:10Z")
        #expect(try await site.administrator.advanceOperations().isEmpty)
        for phone in Self.phones { try await site.fetch(phone, at: 30) }
        #expect(try await site.send(ShowOperation()).state == "converged")
    }

    @Test("A plan shows what the first wave would do, and how many there are")
    func plan() async throws {
        let site = try await TestSite.fixture()
        try await site.accept("branch-12")
        let request = Reset(scope: .srst, name: "branch-12", plan: true, waves: .init(size: 3))
        let plan = try await site.send(request)
        #expect(plan.published == Array(Self.phones.prefix(3)) && plan.deferred == 1 && plan.waves == 2)
        #expect(plan.changes?.flatMap(\.phones) == plan.published)
        let (_, first) = try await reset(.init(size: 3))
        #expect(first.published == plan.published && first.deferred == 1 && first.waves == 2)
    }

    @Test("The bytes are those of a reset at once, validity judged for the same second")
    func sameBytes() async throws {
        let (site, _) = try await reset(.init(size: 1))
        while try await !site.administrator.advanceOperations().isEmpty {
            site.clock.second += 1_000_000_000
            try await site.believeClock()
        }
        let other = try await TestSite.fixture()
        try await other.accept("branch-12")
        _ = try await other.send(Reset(scope: .srst, name: "branch-12"))
        #expect(site.everyFile() == other.everyFile())
    }

    @Test("With a limit on stale phones a wave waits for the one before, and the rest is given up over it")
    func stopOnStale() async throws {
        let (site, _) = try await reset(.init(size: 2, stopOnStale: 40))
        site.clock.second += 59
        #expect(try await site.administrator.advanceOperations().isEmpty)
        try await site.fetch("SEP001122334455")
        #expect(try await site.administrator.advanceOperations().isEmpty)
        site.clock.second += 1
        #expect(try await site.administrator.advanceOperations() == [1])
        let report = try await site.send(ShowOperation())
        #expect(report.state == "stopped" && report.reason == "1 phone of 2 is stale, more than 40 %")
        #expect(report.remaining == 2)
        let stops = try await site.send(ListAudit(object: "operation 1")).records
        #expect(stops.map(\.action) == ["stop"] && stops.first?.after?["reason"]?.text == report.reason)
        #expect(try await published(site) == Array(Self.phones.prefix(2)))
        #expect(try await site.administrator.advanceOperations().isEmpty)
    }

    @Test("Waves that are left can be cancelled, once; what is published stays")
    func cancel() async throws {
        let (site, _) = try await reset(.init(size: 3))
        let plan = try await site.send(CancelOperation(id: 1, plan: true))
        #expect(plan.state == "cancelled")
        #expect(try await site.send(ShowOperation()).state == "running")
        let report = try await site.send(CancelOperation(id: 1))
        #expect(report.state == "cancelled" && report.reason == "cancelled by tester" && report.remaining == 1)
        #expect(try await site.administrator.advanceOperations().isEmpty)
        #expect(try await published(site) == Array(Self.phones.prefix(3)))
        #expect(try await site.refusal(CancelOperation(id: 1)).error.code == "nothing-to-cancel")
        #expect(try await site.refusal(CancelOperation(id: 2)).error.kind == .notFound)
    }

    @Test("A restart goes on where it was")
    func restart() async throws {
        let (site, _) = try await reset(.init(size: 3))
        let again = try await site.reopened()
        #expect(try await again.administrator.advanceOperations() == [1])
        #expect(try await published(again) == Self.phones)
        #expect(try await again.send(ShowOperation()).remaining == 0)
    }

    /// The site's administrator with a store of the test's own.
    private func administrator(_ site: TestSite, _ store: RefusingStore) -> Administrator {
        Administrator(
            store: store,
            publisher: Publisher(catalog: site.catalog),
            version: "test",
            clock: { [clock = site.clock] in clock.second }
        )
    }

    @Test("A wave that waits takes no writer", arguments: [nil, 40])
    func waiting(_ stopOnStale: Int?) async throws {
        let (site, _) = try await reset(.init(size: 2, pause: 10, stopOnStale: stopOnStale))
        let store = RefusingStore(site.store)
        store.refuses = true
        #expect(try await administrator(site, store).advanceOperations().isEmpty)
        #expect(store.refused == 0)
    }

    @Test("An operation that fails is given up, with the reason, and keeps no other from going on")
    func failing() async throws {
        let (site, _) = try await reset(.init(size: 1))
        _ = try await site.send(UpdateObject(noun: .cluster, fields: ["services.idle": "http://192.0.2.1/"]))
        _ = try await site.send(Reset(scope: .all, waves: .init(size: 8)))
        let store = RefusingStore(site.store)
        store.refusesOnce = true
        #expect(try await administrator(site, store).advanceOperations() == [1, 2])
        let report = try await site.send(ShowOperation(id: 1))
        #expect(report.state == "stopped" && report.reason?.contains("Refused") == true, "\(report)")
        #expect(try await site.send(ShowOperation(id: 2)).waves.count == 2)
    }

    @Test("What is left is counted by the first wave, and told by the others without looking at all of it")
    func remaining() async throws {
        let (site, first) = try await reset(.init(size: 1))
        #expect(first.deferred == 3 && first.waves == 4)
        var remaining: [Int] = []
        while try await !site.administrator.advanceOperations().isEmpty {
            remaining.append(try await site.send(ShowOperation()).remaining)
        }
        #expect(remaining == [2, 1, 0])
    }

    @Test("A wave that would be refused gives the rest up, and says why")
    func refusedWave() async throws {
        let (site, _) = try await reset(.init(size: 3))
        let store = RefusingStore(site.store)
        store.refusesOnce = true
        #expect(try await administrator(site, store).advanceOperations() == [1])
        let report = try await site.send(ShowOperation())
        #expect(report.state == "stopped" && report.reason?.contains("Refused") == true)
        let record = try #require(try await site.audit().last?.entry)
        #expect(record.action == "stop" && record.object == "operation 1" && record.actor == "cnfd")
        #expect(record.after?["reason"]?.text == report.reason)
        #expect(record.after?["remaining"]?.text == "1")
    }
}
