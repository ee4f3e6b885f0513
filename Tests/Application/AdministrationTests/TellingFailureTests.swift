import AdminAPI
import Administration
import Notifiers
import Publishing
import Testing

@Suite("P05 A02: phones are not told again and again, whatever ends or fails meanwhile")
struct TellingFailureTests {
    /// The fixture with a notifier and four phones to tell.
    private func site() async throws -> TestSite {
        let site = try await TestSite(operations: OperationSettings(tellsPhones: true))
        _ = try await site.send(ApplySite(text: TestSite.fixtureText))
        try await site.accept("branch-12")
        _ = try await site.send(Reset(scope: .srst, name: "branch-12"))
        return site
    }

    private func wave(_ site: TestSite) async throws -> WaveReport {
        try #require(try await site.send(ShowOperation()).waves.first)
    }

    /// An administrator of the site whose writes can be refused.
    private func administrator(_ site: TestSite) -> (Administrator, RefusingStore) {
        let store = RefusingStore(site.store)
        let administrator = Administrator(
            store: store,
            publisher: Publisher(catalog: site.catalog),
            version: "test",
            clock: { [clock = site.clock] in clock.second }
        )
        return (administrator, store)
    }

    @Test("Nobody is told while it cannot be written down that telling begins")
    func beginning() async throws {
        let site = try await site()
        let (administrator, store) = administrator(site)
        store.refuses = true
        let notifier = TestNotifier()
        var telling = PhoneTelling(administrator, by: notifier)
        for _ in 0..<3 { await #expect(throws: RefusingStore.Refused.self) { try await telling.advance() } }
        #expect(notifier.calls.isEmpty && store.refused == 3)
        store.refuses = false
        try await telling.advance()
        #expect(notifier.calls.map(\.count) == [4])
        #expect(try await wave(site).notice == "done")
    }

    @Test("While the outcome cannot be written, only that is tried again, and nobody is told twice")
    func outcome() async throws {
        let site = try await site()
        let (administrator, store) = administrator(site)
        let notifier = TestNotifier { phones in
            store.refuses = true
            return NotificationOutcome(told: phones.count, failed: 0)
        }
        var telling = PhoneTelling(administrator, by: notifier)
        for _ in 0..<3 { await #expect(throws: RefusingStore.Refused.self) { try await telling.advance() } }
        #expect(notifier.calls.count == 1 && store.refused == 3)
        #expect(try await wave(site).notice == "telling")
        store.refuses = false
        try await telling.advance()
        #expect(notifier.calls.count == 1)
        let wave = try await wave(site)
        #expect(wave.notice == "done" && wave.told == 4)
    }

    @Test("Phones at which the daemon ended again and again are given up")
    func endings() async throws {
        let site = try await site()
        let notifier = TestNotifier { phones in
            // As when the daemon stops: what was told is not known.
            withUnsafeCurrentTask { $0?.cancel() }
            return NotificationOutcome(told: phones.count, failed: 0)
        }
        for _ in 0..<5 {
            let daemon = Task {
                var telling = PhoneTelling(site.administrator, by: notifier)
                try await telling.advance()
            }
            _ = await daemon.result
        }
        #expect(notifier.calls.map(\.count) == [4, 4, 4])
        let wave = try await wave(site)
        #expect(wave.notice == "done" && wave.told == 0 && wave.notTold == 4)
        #expect(wave.noticeReason == "cnfd ended 3 times while it told them")
    }
}
