import AdminAPI
import Administration
import ClusterModel
import Notifiers
import Synchronization
import Testing

@Suite("A02: phones are told of a reset, and failing to is an outcome")
struct TellingTests {
    /// Keeps whom it was to tell.
    private final class Listener: PhoneNotifier {
        private let heard = Mutex<[[NotifiedPhone]]>([])
        var calls: [[NotifiedPhone]] { heard.withLock { $0 } }

        func tell(_ phones: [NotifiedPhone]) async -> NotificationOutcome {
            heard.withLock { $0.append(phones) }
            return NotificationOutcome(told: phones.count - 1, failed: 1, reason: "one is out of reach")
        }
    }

    @Test("The phones that have yet to fetch are told once, at the address of their last request")
    func told() async throws {
        let site = try await TestSite(operations: OperationSettings(tellsPhones: true))
        _ = try await site.send(ApplySite(text: TestSite.fixtureText))
        try await site.fetch("SEP001122334456", from: 0xC000_0208)
        try await site.accept("branch-12")
        _ = try await site.send(Reset(scope: .srst, name: "branch-12"))
        #expect(try await site.send(ShowOperation()).waves.first?.notice == "due")
        try await site.fetch("SEP001122334455")
        let listener = Listener()
        try await site.administrator.tellPhones(by: listener)
        try await site.administrator.tellPhones(by: listener)
        #expect(listener.calls.count == 1)
        let phones = try #require(listener.calls.first)
        #expect(phones.map(\.name.description) == ["SEP001122334456", "SEP001122334458", "SEP001122334459"])
        #expect(phones.map(\.address) == ["192.0.2.8", nil, nil])
        let stamp = site.served("SEP001122334456.cnf.xml")?.element("versionStamp")
        #expect(phones.first?.stamp.map { "\($0)" } == stamp && stamp != nil)
        let wave = try #require(try await site.send(ShowOperation()).waves.first)
        #expect(wave.notice == "done" && wave.told == 2 && wave.notTold == 1)
        #expect(wave.noticeReason == "one is out of reach")
    }

    @Test("Without a notifier nobody is told, not even when one is set up later")
    func nobody() async throws {
        let site = try await TestSite.fixture()
        try await site.accept("branch-12")
        _ = try await site.send(Reset(scope: .all))
        let listener = Listener()
        try await site.administrator.tellPhones(by: listener)
        #expect(listener.calls.isEmpty)
        #expect(try await site.send(ShowOperation()).waves.first?.notice == "none")
    }
}
