import Testing

@testable import Simulation

@Suite("Parts of the boot storm's engine")
struct EngineTests {
    @Test("Deadlines come out in their order, and none before its time")
    func timers() {
        var timers = TimerHeap()
        let deadlines: [UInt64] = (0..<500).map { $0 * 7_919 % 503 }
        for (phone, deadline) in deadlines.enumerated() { timers.add(phone, at: deadline) }
        #expect(timers.soonest == deadlines.min())
        var previous: UInt64 = 0
        var seen: Set<Int> = []
        for now in stride(from: 0, to: 600 as UInt64, by: 10) {
            while let phone = timers.next(now: now) {
                #expect(deadlines[phone] <= now && deadlines[phone] >= previous)
                previous = deadlines[phone]
                seen.insert(phone)
            }
            if let soonest = timers.soonest { #expect(soonest > now) }
        }
        #expect(seen.count == 500 && timers.soonest == nil)
    }

    @Test("Loss is as likely as asked for, and the same for the same seed", arguments: [0, 0.01, 0.3])
    func loss(probability: Double) {
        func lost(seed: UInt64) -> [Bool] {
            var loss = PacketLoss(probability, seed: seed)
            return (0..<100_000).map { _ in loss.takesNext() }
        }
        let first = lost(seed: 1)
        let part = Double(first.count { $0 }) / 100_000
        #expect(abs(part - probability) < 0.005)
        #expect(first == lost(seed: 1))
        #expect(probability == 0 || first != lost(seed: 2))
    }

    @Test("Percentiles are nearest ranks, in milliseconds")
    func percentiles() {
        var durations = Durations()
        #expect(durations.summary == nil)
        for value in (1...200 as ClosedRange<UInt64>).reversed() { durations.add(value * 1_000) }
        #expect(durations.summary == DurationSummary(p50: 100, p99: 198, max: 200))
        var one = Durations()
        one.add(1_500)
        #expect(one.summary == DurationSummary(p50: 1.5, p99: 1.5, max: 1.5))
    }

    @Test(
        "Addresses are read with their ports; only 127.0.0.0/8 and ::1 are loopback",
        arguments: [
            ("127.0.0.1:69", true), ("127.9.8.7:6969", true), ("[::1]:69", true), ("192.0.2.1:69", false),
            ("[2001:db8::1]:69", false), ("0.0.0.0:69", false), ("[::]:69", false), ("[::ffff:127.0.0.1]:69", false),
        ]
    )
    func addresses(text: String, isLoopback: Bool) throws {
        let address = try #require(ServerAddress(text))
        #expect(address.isLoopback == isLoopback)
        #expect(address.description == text)
    }

    @Test(
        "What is no ADDRESS:PORT is refused",
        arguments: [
            "", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "::1:69", "[::1]", "[127.0.0.1]:69",
            "localhost:69", "[::1:69", "127.1:69",
        ]
    )
    func noAddresses(text: String) {
        #expect(ServerAddress(text) == nil)
    }
}
