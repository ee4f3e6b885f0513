import AdminAPI
import ClusterModel
import Documents
import Platform
import Publishing
import Serving
import TestSupport
import Testing

@Suite("A02: a reset is an operation with an outcome for each phone")
struct OperationTests {
    /// The phones whose files change when the fixture's certificate is accepted.
    private static let phones = ["SEP001122334455", "SEP001122334456", "SEP001122334458", "SEP001122334459"]

    /// The fixture, its certificate accepted and the gateway's phones reset.
    private func site() async throws -> (TestSite, ResetReport) {
        let site = try await TestSite.fixture()
        try await site.accept("branch-12")
        return (site, try await site.send(Reset(scope: .srst, name: "branch-12", staleAfter: 60)))
    }

    private func outcomes(_ site: TestSite, _ id: Int? = nil) async throws -> [String: String] {
        let report = try await site.send(ShowOperation(id: id, phones: true))
        let phones = try #require(report.phones)
        return Dictionary(uniqueKeysWithValues: phones.map { ($0.phone, $0.outcome) })
    }

    @Test("It says who reset what, and counts who was left alone")
    func begins() async throws {
        let (site, reset) = try await site()
        #expect(reset.operation == 1 && reset.published == Self.phones)
        let report = try await site.send(ShowOperation())
        #expect(report.id == 1 && report.actor == "tester" && report.selection == "srst branch-12")
        #expect(report.state == "running" && report.isRunning && report.waves.map(\.revision) == [2])
        #expect(report.started == "2026-06-01T00:00:00Z" && report.deadline == "2026-06-01T00:01:00Z")
        #expect(report.counts.published == 4 && report.counts.unchanged == 2 && report.counts.changed == 4)
        #expect(report.phones == nil)
        #expect(try await site.send(ListOperations()).operations == [report])
    }

    @Test("A reset that changes nothing is no operation, nor is a plan, nor a change that waits for a reset")
    func noOperation() async throws {
        let site = try await TestSite.fixture()
        #expect(try await site.send(Reset(scope: .all)).operation == nil)
        try await site.accept("branch-12")
        #expect(try await site.send(Reset(scope: .all, plan: true)).operation == nil)
        #expect(try await site.send(ListOperations()).operations.isEmpty)
        #expect(try await site.refusal(ShowOperation()).error.code == "not-found")
        #expect(try await site.refusal(ShowOperation(id: 7)).error.object == "operation 7")
    }

    @Test("A phone is fetched when it has exactly the published bytes, with time and address")
    func fetched() async throws {
        let (site, _) = try await site()
        try await site.fetch("SEP001122334455")
        try await site.fetch("SEP001122334456", outcome: .sent, from: 0xC000_0208, at: 6)
        try await site.fetch("SEP001122334458", outcome: .abandoned)
        let report = try await site.send(ShowOperation(phones: true))
        #expect(report.counts.fetched == 1 && report.counts.sent == 1 && report.counts.published == 2)
        let first = try #require(report.phones?.first)
        #expect(first.phone == "SEP001122334455" && first.outcome == "fetched" && first.revision == 2)
        #expect(first.time == "2026-06-01T00:00:05Z" && first.address == "192.0.2.7")
        #expect(
            try await outcomes(site) == [
                "SEP001122334455": "fetched", "SEP001122334456": "sent", "SEP001122334458": "published",
                "SEP001122334459": "published",
            ]
        )
    }

    @Test("What was fetched stays fetched: a later request that breaks off, in the same batch or not, changes nothing")
    func staysFetched() async throws {
        let (site, _) = try await site()
        var journal = FetchJournal()
        site.note("SEP001122334455", .fetched, at: 5, in: &journal)
        site.note("SEP001122334455", .abandoned, at: 6, in: &journal)
        try await journal.write(to: site.store)
        try await site.fetch("SEP001122334456", outcome: .sent, at: 7)
        try await site.fetch("SEP001122334456", outcome: .aborted, at: 8)
        var outcomes = try await outcomes(site)
        #expect(outcomes["SEP001122334455"] == "fetched" && outcomes["SEP001122334456"] == "sent")
        // An acknowledged transfer says more than one that was not; the first of a sort is the one that counts.
        try await site.fetch("SEP001122334456", outcome: .fetched, at: 9)
        try await site.fetch("SEP001122334455", outcome: .sent, at: 10)
        outcomes = try await self.outcomes(site)
        #expect(outcomes["SEP001122334455"] == "fetched" && outcomes["SEP001122334456"] == "fetched")
        let times = try await site.send(ShowOperation(outcome: "fetched")).phones?.map(\.time)
        #expect(times == ["2026-06-01T00:00:05Z", "2026-06-01T00:00:09Z"])
    }

    @Test("Neither a later revision nor a later request takes an arrival away, all in one batch")
    func threeRequests() async throws {
        let (site, _) = try await site()
        var journal = FetchJournal()
        site.note("SEP001122334455", .fetched, at: 5, in: &journal)
        // The same bytes without the last acknowledgement say less.
        site.note("SEP001122334455", .sent, at: 6, in: &journal)
        for mode in ["non-secure", "mixed", "non-secure"] {
            _ = try await site.send(SetClusterMode(mode: mode))
            _ = try await site.send(Reset(scope: .phone, name: "SEP001122334455"))
            site.note("SEP001122334455", .fetched, at: 7, in: &journal)
            site.note("SEP001122334455", .abandoned, at: 8, in: &journal)
        }
        try await journal.write(to: site.store)
        for operation in 1...4 {
            #expect(try await outcomes(site, operation)["SEP001122334455"] == "fetched", "operation \(operation)")
        }
        let shown = try await site.send(ShowObject(noun: .phone, name: "SEP001122334455")).details
        #expect(shown["last-request"]?["outcome"]?.text == "abandoned")
        #expect(shown["last-fetch"]?["has-served-file"]?.text == "true" && shown["fetch-state"]?.text == "current")
    }

    @Test("The bytes of another revision do not count")
    func otherRevision() async throws {
        let site = try await TestSite.fixture()
        var journal = FetchJournal()
        site.note("SEP001122334455", .fetched, at: 5, in: &journal)
        try await site.accept("branch-12")
        _ = try await site.send(Reset(scope: .all))
        // The transfer began before the reset, and is told of afterwards.
        try await journal.write(to: site.store)
        #expect(try await outcomes(site)["SEP001122334455"] == "published")
    }

    @Test("A phone is stale from the deadline on, and fetched when it comes late")
    func stale() async throws {
        let (site, _) = try await site()
        try await site.fetch("SEP001122334455", "SEP001122334456", "SEP001122334458")
        site.clock.second = TestSite.start + 59
        #expect(try await site.send(ShowOperation()).state == "running")
        site.clock.second = TestSite.start + 60
        let stale = try await site.send(ShowOperation(outcome: "stale"))
        #expect(stale.state == "stale" && !stale.isRunning && stale.counts.stale == 1)
        #expect(stale.phones?.map(\.phone) == ["SEP001122334459"])
        // What is published after the deadline does not make it better.
        _ = try await site.send(SetClusterMode(mode: "non-secure"))
        _ = try await site.send(Reset(scope: .phone, name: "SEP001122334458"))
        #expect(try await site.send(ShowOperation(id: 1)).state == "stale")
        try await site.fetch("SEP001122334459", at: 500)
        #expect(try await site.send(ShowOperation(id: 1)).state == "converged")
    }

    @Test("A late phone cannot come any more once a later reset has published another file: it was stale")
    func staleForGood() async throws {
        let (site, _) = try await site()
        _ = try await site.send(SetClusterMode(mode: "non-secure"))
        site.clock.second = TestSite.start + 60
        _ = try await site.send(Reset(scope: .srst, name: "branch-12"))
        let report = try await site.send(ShowOperation(id: 1, phones: true))
        #expect(report.state == "stale" && report.counts.stale == 4 && report.counts.superseded == 0)
        #expect(report.phones?.map(\.outcome) == ["stale", "stale", "stale", "stale"])
    }

    @Test("A later reset supersedes whoever had not come; a deleted phone is not waited for")
    func superseded() async throws {
        let (site, _) = try await site()
        try await site.fetch("SEP001122334455")
        _ = try await site.send(SetClusterMode(mode: "non-secure"))
        let second = try await site.send(Reset(scope: .phone, name: "SEP001122334456"))
        #expect(second.operation == 2)
        _ = try await site.send(Reset(scope: .phone, name: "SEP001122334455"))
        _ = try await site.send(DeleteObject(noun: .phone, name: "SEP001122334458"))
        let report = try await site.send(ShowOperation(id: 1))
        #expect(report.counts.fetched == 1 && report.counts.superseded == 2 && report.counts.published == 1)
        #expect(
            try await outcomes(site, 1) == [
                "SEP001122334455": "fetched", "SEP001122334456": "superseded", "SEP001122334458": "superseded",
                "SEP001122334459": "published",
            ]
        )
        #expect(try await site.send(ListOperations(limit: 2)).operations.map(\.id) == [3, 2])
    }

    @Test("Outcomes and deadlines that cannot be are refused")
    func refusals() async throws {
        let (site, _) = try await site()
        #expect(try await site.refusal(ShowOperation(outcome: "unchanged")).error.code == "unknown-outcome")
        for request in [
            Reset(scope: .all, staleAfter: 0), Reset(scope: .all, staleAfter: .max),
            Reset(scope: .all, waves: .init(size: 0)), Reset(scope: .all, waves: .init(size: 1, pause: -1)),
            Reset(scope: .all, waves: .init(size: 1, stopOnStale: 101)),
        ] {
            #expect(try await site.refusal(request).error.code == "out-of-range")
        }
        let tooLarge = try await site.refusal(Reset(scope: .all, waves: .init(size: 4_000_000_000))).error
        #expect(tooLarge.message == "4000000000 is out of range.")
        #expect(tooLarge.hint == "Give a number from 1 to 10000000 (phones).")
    }

    @Test("Who has fetched what survives a restart: it stands in the database")
    func restart() async throws {
        let (site, _) = try await site()
        try await site.fetch("SEP001122334455")
        let before = try await site.send(ShowOperation(phones: true))
        let again = try await site.reopened()
        #expect(try await again.send(ShowOperation(phones: true)) == before)
    }
}
