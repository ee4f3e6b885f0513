import AdminAPI
import Administration
import ClusterModel
import Documents
import Notifiers
import Platform
import Publishing
import Serving
import Testing

@Suite("A02: phones are told of a reset, and failing to is an outcome")
struct TellingTests {
    private static let phones = ["SEP001122334455", "SEP001122334456", "SEP001122334458", "SEP001122334459"]

    /// The fixture with a notifier, its certificate accepted; `prepare` runs before the gateway's phones are reset.
    private func site(
        staleAfter: Int? = nil,
        prepare: (TestSite) async throws -> Void = { _ in }
    ) async throws -> TestSite {
        let site = try await TestSite(operations: OperationSettings(tellsPhones: true))
        _ = try await site.send(ApplySite(text: TestSite.fixtureText))
        try await prepare(site)
        try await site.accept("branch-12")
        _ = try await site.send(Reset(scope: .srst, name: "branch-12", staleAfter: staleAfter))
        return site
    }

    private func wave(_ site: TestSite, _ operation: Int? = nil) async throws -> WaveReport {
        try #require(try await site.send(ShowOperation(id: operation)).waves.first)
    }

    @Test("The phones that have yet to fetch are told once, at the address of their last fetch")
    func told() async throws {
        let site = try await site { try await $0.fetch("SEP001122334456", from: 0xC000_0208) }
        #expect(try await wave(site).notice == "due")
        try await site.fetch("SEP001122334455")
        let notifier = TestNotifier {
            NotificationOutcome(told: $0.count - 1, failed: 1, reason: "one is out of reach")
        }
        var telling = PhoneTelling(site.administrator, by: notifier)
        try await telling.advance()
        try await telling.advance()
        #expect(notifier.calls.count == 1)
        let phones = try #require(notifier.calls.first)
        #expect(phones.map(\.name.description) == ["SEP001122334456", "SEP001122334458", "SEP001122334459"])
        #expect(phones.map(\.address) == ["192.0.2.8", nil, nil])
        let stamp = site.served("SEP001122334456.cnf.xml")?.element("versionStamp")
        #expect(phones.first?.stamp.map { "\($0)" } == stamp && stamp != nil)
        let wave = try await wave(site)
        #expect(wave.notice == "done" && wave.told == 2 && wave.notTold == 1)
        #expect(wave.noticeReason == "one is out of reach")
    }

    @Test("A phone is told where it acknowledged its file: the address of any other request may be forged")
    func forgedAddress() async throws {
        let site = try await site { site in
            for phone in Self.phones { try await site.fetch(phone, from: 0xC000_0207) }
            try await site.fetch(Self.phones[0], outcome: .sent, from: 0xC633_6401, at: 6)
            try await site.fetch(Self.phones[1], outcome: .abandoned, from: 0xC633_6401, at: 6)
            try await site.fetch(Self.phones[2], outcome: .refused, from: 0xC633_6401, at: 6)
            // In the same batch as one that was acknowledged.
            var journal = FetchJournal()
            site.note(Self.phones[3], .fetched, from: 0xC000_0209, at: 6, in: &journal)
            site.note(Self.phones[3], .sent, from: 0xC633_6401, at: 7, in: &journal)
            try await journal.write(to: site.store)
        }
        let notifier = TestNotifier()
        var telling = PhoneTelling(site.administrator, by: notifier)
        try await telling.advance()
        let addresses = notifier.calls.flatMap(\.self).map(\.address)
        #expect(addresses == ["192.0.2.7", "192.0.2.7", "192.0.2.7", "192.0.2.9"])
        // Whoever looks at the phone sees the request, and that its address is another; the fetch stays as it was.
        for phone in Self.phones[..<3] {
            let details = try await site.send(ShowObject(noun: .phone, name: phone)).details
            let (request, fetch) = (details["last-request"], details["last-fetch"])
            #expect(request?["address"]?.text == "198.51.100.1" && request?["warning"] != nil)
            #expect(fetch?["address"]?.text == "192.0.2.7" && fetch?["warning"] == nil)
        }
    }

    @Test("Without a notifier nobody is told, not even when one is set up later")
    func nobody() async throws {
        let site = try await TestSite.fixture()
        try await site.accept("branch-12")
        _ = try await site.send(Reset(scope: .all))
        let notifier = TestNotifier()
        var telling = PhoneTelling(site.administrator, by: notifier)
        try await telling.advance()
        #expect(notifier.calls.isEmpty)
        #expect(try await wave(site).notice == "none")
    }

    @Test("A daemon without a notifier gives up what one with a notifier was still to tell")
    func noNotifierAnyMore() async throws {
        let site = try await site()
        let again = try await site.reopened()
        try await again.administrator.giveUpTelling()
        let wave = try await wave(again)
        #expect(wave.notice == "done" && wave.told == 0 && wave.notTold == 4)
        #expect(wave.noticeReason == "cnfd runs without a notifier")
        let notifier = TestNotifier()
        var telling = PhoneTelling(site.administrator, by: notifier)
        try await telling.advance()
        #expect(notifier.calls.isEmpty)
    }

    @Test("Nobody is told when the time to fetch is over")
    func overdue() async throws {
        let site = try await site(staleAfter: 60)
        try await site.fetch(Self.phones[0])
        site.clock.second += 60
        let notifier = TestNotifier()
        var telling = PhoneTelling(site.administrator, by: notifier)
        try await telling.advance()
        #expect(notifier.calls.isEmpty)
        let wave = try await wave(site)
        #expect(wave.notice == "done" && wave.told == 0 && wave.notTold == 3)
        #expect(wave.noticeReason == "their time to fetch was over")
    }
}
