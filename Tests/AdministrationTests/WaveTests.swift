import AdminAPI
import Administration
import Documents
import Testing

@Suite("A02: a reset in waves")
struct WaveTests {
    private static let phones = ["SEP001122334455", "SEP001122334456", "SEP001122334458", "SEP001122334459"]

    private func reset(_ waves: Reset.Waves) async throws -> (TestSite, ResetReport) {
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
        while try await !site.administrator.advanceOperations().isEmpty { site.clock.second += 1_000_000_000 }
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

    @Test("A wave that would be refused gives the rest up, and says why")
    func refusedWave() async throws {
        let (site, _) = try await reset(.init(size: 3))
        _ = try await site.send(RenameObject(noun: .srst, name: "branch-12", newName: "gw"))
        #expect(try await site.administrator.advanceOperations() == [1])
        let report = try await site.send(ShowOperation())
        #expect(report.state == "stopped" && report.reason?.contains("There is no srst branch-12.") == true)
    }
}
