import AdminAPI
import Administration
import ClusterModel
import Documents
import Platform
import Store
import Testing

@Suite("A02: a rollback is an operation as a reset is")
struct RollbackOperationTests {
    private static let phones = ["SEP001122334455", "SEP001122334456", "SEP001122334458", "SEP001122334459"]

    /// The secure fixture, about to go back to the files without a certificate.
    private func site() async throws -> (TestSite, plain: [String: [UInt8]]) {
        let site = try await TestSite.fixture()
        let plain = site.everyFile()
        try await site.accept("branch-12")
        _ = try await site.send(Reset(scope: .all))
        return (site, plain)
    }

    @Test("Its phones are followed until they have fetched the earlier bytes")
    func followed() async throws {
        let (site, _) = try await site()
        let rollback = try await site.send(RollbackRevision(revision: "1", confirm: true, staleAfter: 60))
        #expect(rollback.operation == 2 && rollback.restored == Self.phones && rollback.deferred == nil)
        let begun = try await site.send(ShowOperation())
        #expect(begun.kind == "rollback" && begun.selection == "revision 1" && begun.actor == "tester")
        #expect(begun.state == "running" && begun.counts.published == 4 && begun.waves.map(\.revision) == [3])
        for phone in Self.phones.dropLast() { try await site.fetch(phone) }
        site.clock.second += 60
        let over = try await site.send(ShowOperation())
        #expect(over.state == "stale" && over.counts.fetched == 3 && over.counts.stale == 1)
        #expect(try await site.send(ListOperations()).operations.map(\.kind) == ["rollback", "reset"])
    }

    @Test("In waves it goes on by itself, after a restart too, and ends with the same bytes")
    func waves() async throws {
        let (site, plain) = try await site()
        let plan = try await site.send(RollbackRevision(revision: "1", plan: true, waves: .init(size: 3)))
        #expect(plan.restored == Array(Self.phones.prefix(3)) && plan.deferred == 1 && plan.waves == 2)
        #expect(plan.operation == nil)
        let first = try await site.send(RollbackRevision(revision: "1", confirm: true, waves: .init(size: 3)))
        #expect(first.restored == plan.restored && first.deferred == 1)
        #expect(site.everyFile() != plain)
        let again = try await site.reopened()
        #expect(try await again.administrator.advanceOperations() == [2])
        #expect(again.everyFile() == plain)
        let report = try await again.send(ShowOperation(phones: true))
        #expect(report.remaining == 0 && report.phones?.map(\.phone) == Self.phones)
        let shown = try await again.send(ShowRevision(revision: "4"))
        #expect(shown.reason == "rollback to revision 1, operation 2")
        let last = try #require(try await again.audit().last?.entry)
        #expect(last.action == "rollback" && last.object == "revision 1, operation 2")
        #expect(try await again.administrator.advanceOperations().isEmpty)
    }

    @Test("What a later wave would be refused for keeps the first from being published")
    func contradiction() async throws {
        let (site, _) = try await site()
        _ = try await site.send(SetClusterMode(mode: "non-secure"))
        let refused = try await site.refusal(RollbackRevision(revision: "1", waves: .init(size: 1)))
        #expect(refused.error.code == "contradicts-saved-state" && refused.error.message.contains("4 files use"))
        let impossible = try await site.refusal(RollbackRevision(revision: "1", waves: .init(size: 0)))
        #expect(impossible.error.field == "wave" && impossible.error.object == "rollback")
    }
}
