import AdminAPI
import Administration
import ClusterModel
import Notifiers
import Synchronization
import TestSupport
import Testing

@Suite("A02: many phones are told in chunks, and who waits is looked at before each")
struct TellingManyTests {
    private static let phones = (0..<600).map { number in
        let digits = String(number, radix: 16, uppercase: true)
        return "SEP00AA00000" + String(repeating: "0", count: 3 - digits.count) + digits
    }

    private static func text(owner: String) -> String {
        phones.reduce(into: "phones:\n") { text, name in
            text += "  - {name: \(name), protocol: sip, model: \"8841\", device-pool: HQ, security-profile: sip-plain, "
            text += "owner-user-id: \(owner)}\n"
        }
    }

    /// A site with many phones, all of them reset.
    private func site() async throws -> TestSite {
        let site = try await TestSite(operations: OperationSettings(tellsPhones: true))
        _ = try await site.send(ApplySite(text: TestSite.fixtureText))
        _ = try await site.send(ApplySite(text: Self.text(owner: "tanaka")))
        _ = try await site.send(ApplySite(text: Self.text(owner: "suzuki")))
        #expect(try await site.send(Reset(scope: .pending)).published.count == Self.phones.count)
        return site
    }

    @Test("A phone that has fetched meanwhile, or has got a later file, is left alone")
    func lookedAtAgain() async throws {
        let site = try await site()
        let isFirst = Atomic(true)
        let notifier = TestNotifier { phones in
            if isFirst.exchange(false, ordering: .relaxed) {
                await #expect(throws: Never.self) {
                    for phone in Self.phones[300..<400] { try await site.fetch(phone) }
                    _ = try await site.send(
                        UpdateObject(
                            noun: .phone,
                            name: Self.phones[599],
                            fields: ["owner-user-id": "sato"],
                            reset: true
                        )
                    )
                    // What is known so far is on the disk.
                    let wave = try await site.send(ShowOperation(id: 1)).waves.first
                    #expect(wave?.notice == "telling" && wave?.told == 0)
                }
            }
            return NotificationOutcome(told: phones.count, failed: 0)
        }
        var telling = PhoneTelling(site.administrator, by: notifier)
        try await telling.advance()
        let left = Set(Self.phones[300..<400])
        #expect(notifier.names.sorted() == Self.phones.filter { !left.contains($0) })
        #expect(notifier.calls.allSatisfy { $0.count <= 256 } && notifier.calls.count == 3)
        // A phone that was reset meanwhile does not wait for the others.
        #expect(notifier.calls.map(\.count).contains(1))
        let first = try #require(try await site.send(ShowOperation(id: 1)).waves.first)
        #expect(first.notice == "done" && first.told == 499 && first.notTold == 0)
        #expect(try await site.send(ShowOperation(id: 2)).waves.first?.told == 1)
    }

    @Test("A daemon that ends goes on behind the last chunk that is on the disk")
    func goesOn() async throws {
        let site = try await site()
        let ending = TestNotifier { phones in
            if phones.first?.name.description != Self.phones[0] { withUnsafeCurrentTask { $0?.cancel() } }
            return NotificationOutcome(told: phones.count, failed: 0)
        }
        let daemon = Task {
            var telling = PhoneTelling(site.administrator, by: ending)
            try await telling.advance()
        }
        _ = await daemon.result
        #expect(ending.calls.map(\.count) == [256, 256])
        let wave = try #require(try await site.send(ShowOperation()).waves.first)
        #expect(wave.notice == "telling" && wave.told == 256)
        let notifier = TestNotifier()
        var telling = PhoneTelling(site.administrator, by: notifier)
        try await telling.advance()
        #expect(notifier.names == Array(Self.phones[256...]))
        #expect(try await site.send(ShowOperation()).waves.first?.told == 600)
    }
}
