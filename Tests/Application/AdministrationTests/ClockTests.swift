import AdminAPI
import Administration
import ClusterModel
import Documents
import Platform
import Publishing
import SQLiteStore
import Store
import TestSupport
import Testing

@Suite("A clock that was wrong once is no dead end")
struct ClockTests {
    private static let phone = "SEP001122334455"
    private static let year = 365 * 86_400

    /// A site that was reset once while the clock stood years ahead.
    private func siteFromTheFuture() async throws -> TestSite {
        let site = try await TestSite.secureFixture()
        site.clock.second += 10 * Self.year
        _ = try await site.send(UpdateObject(noun: .phone, name: Self.phone, fields: ["owner-user-id": "a"]))
        _ = try await site.send(Reset(scope: .all, confirm: true))
        site.clock.second = TestSite.start + 60
        _ = try await site.send(UpdateObject(noun: .phone, name: Self.phone, fields: ["owner-user-id": "b"]))
        return site
    }

    @Test(
        "A reset and a rollback far ahead of the last known time ask first; a plan says so, and what nobody has to ask is done"
    )
    func farAhead() async throws {
        let site = try await TestSite.secureFixture()
        _ = try await site.send(UpdateObject(noun: .phone, name: Self.phone, fields: ["owner-user-id": "z"]))
        _ = try await site.send(Reset(scope: .all))
        _ = try await site.send(UpdateObject(noun: .phone, name: Self.phone, fields: ["owner-user-id": "a"]))
        let before = site.everyFile()
        site.clock.second += ClockReading.mostAhead + 1
        for problem in [
            try await site.refusal(Reset(scope: .all)).error,
            try await site.refusal(RollbackRevision(revision: "2")).error,
        ] {
            #expect(problem.code == "clock-far-ahead" && problem.kind == .unconfirmed)
            #expect(problem.message.hasPrefix("This host's clock says 2026-07-01T00:00:01Z, 30 days after"))
            #expect(problem.hint?.contains("--confirm") == true)
        }
        #expect(site.everyFile() == before)
        let plan = try await site.send(Reset(scope: .all, plan: true))
        #expect(plan.published == [Self.phone] && plan.messages.map(\.code).contains("clock-far-ahead"))
        #expect(try await site.send(Reset(scope: .phone, name: "SEP001122334460")).published.isEmpty)
        _ = try await site.send(Reset(scope: .all, confirm: true))
        #expect(try await site.send(ListAudit(object: "clock")).records.map(\.action) == ["confirm-clock"])
        // It is known from then on.
        _ = try await site.send(UpdateObject(noun: .phone, name: Self.phone, fields: ["owner-user-id": "c"]))
        #expect(try await site.send(Reset(scope: .all)).published == [Self.phone])
    }

    @Test("The yes to a question that told of the clock is enough")
    func answered() async throws {
        let site = try await TestSite.fixture()
        _ = try await site.accept("branch-12")
        site.clock.second += 2 * ClockReading.mostAhead
        var reset = Reset(scope: .all)
        reset.clock = .isRight
        #expect(try await site.send(reset).published.count == 4)
    }

    @Test(
        "After a reset in the future, resets go on once it is said that the clock was wrong, and the history stays whole"
    )
    func wasWrong() async throws {
        let site = try await siteFromTheFuture()
        let refused = try await site.refusal(Reset(scope: .all)).error
        #expect(refused.code == "clock-before-last-revision" && refused.kind == .unavailable)
        #expect(refused.message.contains("2036-05-29T00:00:00Z") && refused.hint?.contains("--clock-was-wrong") == true)
        var reset = Reset(scope: .all, plan: true)
        reset.clock = .wasWrong
        #expect(try await site.send(reset).published == [Self.phone])
        #expect(try await site.refusal(Reset(scope: .all)).error.code == refused.code, "a plan believes nothing")
        reset.plan = false
        #expect(try await site.send(reset).published == [Self.phone])
        let audit = try await site.send(ListAudit(object: "clock", limit: 1)).records
        #expect(audit.map(\.action) == ["correct-clock"])
        #expect(audit.first?.before?["known-time"]?.text == "2036-05-29T00:00:00Z")
        #expect(audit.first?.after?["known-time"]?.text == "2026-06-01T00:01:00Z")
        let revisions = try await site.send(ListRevisions()).revisions
        #expect(revisions.map(\.revision) == [4, 3, 2, 1])
        #expect(
            revisions.first?.committedAt == "2026-06-01T00:01:00Z" && revisions.first?.asOf == "2026-06-01T00:01:00Z"
        )
        // Nothing more is asked.
        _ = try await site.send(UpdateObject(noun: .phone, name: Self.phone, fields: ["owner-user-id": "c"]))
        #expect(try await site.send(Reset(scope: .all)).published == [Self.phone])
        #expect(try await site.send(VerifyAudit()).firstBroken == nil)
    }

    @Test("It is enough when no file differs, and a rollback takes the same answer")
    func nothingToPublish() async throws {
        let site = try await siteFromTheFuture()
        var reset = Reset(scope: .phone, name: "SEP001122334460")
        reset.clock = .wasWrong
        #expect(try await site.send(reset).revision == nil)
        #expect(try await site.send(Reset(scope: .all)).published == [Self.phone])

        let other = try await siteFromTheFuture()
        #expect(try await other.refusal(RollbackRevision(revision: "2")).error.code == "clock-before-last-revision")
        var rollback = RollbackRevision(revision: "2")
        rollback.clock = .wasWrong
        #expect(try await other.send(rollback).restored == [Self.phone])
    }

    @Test("What was served at a time is the latest revision, by number, that was committed by then")
    func at() async throws {
        let site = try await siteFromTheFuture()
        var reset = Reset(scope: .all)
        reset.clock = .wasWrong
        _ = try await site.send(reset)
        func revision(at time: String) async throws -> RevisionNumber? {
            try await site.send(ShowFile(phone: Self.phone, at: time)).revision
        }
        #expect(try await revision(at: "2026-06-01T00:00:30Z") == 2)
        #expect(try await revision(at: "2026-06-01T00:01:00Z") == 4)
        #expect(try await revision(at: "2040-01-01T00:00:00Z") == 4)
    }

    @Test("First files under a wrong clock make no later reset wait for their year")
    func firstFiles() async throws {
        let site = try await TestSite.fixture()
        let text = try TestSite.fixtureText.replacing("SEP001122334460", with: "SEP001122334461")
        site.clock.second += 10 * Self.year
        _ = try await site.send(ApplySite(text: text, confirm: true))
        site.clock.second = TestSite.start + 1
        _ = try await site.accept("branch-12")
        #expect(try await site.send(Reset(scope: .all)).published.count == 4)
    }

    @Test("A clock far ahead makes no revision old; one that runs on is followed")
    func retention() async throws {
        let site = try await TestSite.fixture()
        for owner in ["a", "b", "c"] {
            _ = try await site.send(
                UpdateObject(noun: .phone, name: Self.phone, fields: ["owner-user-id": .string(owner)])
            )
            _ = try await site.send(Reset(scope: .all))
        }
        let retention = Retention(revisions: 1, days: 90)
        #expect(try await site.store.prune(retention, now: TestSite.start + 10 * Self.year) == nil)
        #expect(try await site.send(ListRevisions()).revisions.count == 4)
        for day in 1...91 { _ = try await site.store.prune(retention, now: TestSite.start + day * 86_400) }
        #expect(try await site.send(ListRevisions()).revisions.count == 1)
        // A daemon that ran all the while asks nobody.
        site.clock.second += 91 * 86_400
        _ = try await site.send(UpdateObject(noun: .phone, name: Self.phone, fields: ["owner-user-id": "d"]))
        #expect(try await site.send(Reset(scope: .all)).published == [Self.phone])
    }

    @Test("Waves wait while the clock is asked about, and go on when it is right again")
    func waves() async throws {
        let site = try await TestSite.fixture()
        _ = try await site.accept("branch-12")
        let reset = try await site.send(Reset(scope: .all, waves: Waves(size: 2)))
        #expect(reset.deferred == 2)
        for step in [10 * Self.year, -60] {
            site.clock.second = TestSite.start + step
            await #expect(throws: Problem.self) { try await site.administrator.advanceOperations() }
            #expect(try await site.send(ShowOperation()).state == "running")
        }
        site.clock.second = TestSite.start + 60
        #expect(try await site.administrator.advanceOperations() == [1])
        #expect(try await site.send(ShowOperation()).remaining == 0)
    }

    @Test("Phones of a wave from the future are stale, not waited for until its year")
    func staleWave() {
        let wave = OperationWave(
            operation: 1,
            revision: 1,
            committedAt: 1_000_000,
            published: 1,
            withdrawn: 0,
            lastPhone: nil,
            notice: .none
        )
        #expect(wave.deadline(staleAfter: 60, now: 999_990) == 1_000_060)
        #expect(wave.deadline(staleAfter: 60, now: 1_000) == 1_000)
    }

    @Test("A clock is behind, plausible or far ahead, whatever the numbers are")
    func readings() {
        #expect(ClockReading(now: 5, known: nil) == .plausible)
        #expect(ClockReading(now: 5, known: 6) == .behind(1))
        #expect(ClockReading(now: UnixTime(seconds: ClockReading.mostAhead), known: 0) == .plausible)
        #expect(
            ClockReading(now: UnixTime(seconds: ClockReading.mostAhead) + 1, known: 0)
                == .farAhead(ClockReading.mostAhead + 1)
        )
        #expect(ClockReading(now: UnixTime(seconds: .max), known: UnixTime(seconds: .min)) == .farAhead(.max))
        #expect(ClockReading(now: UnixTime(seconds: .min), known: UnixTime(seconds: .max)) == .behind(.max))
    }
}
