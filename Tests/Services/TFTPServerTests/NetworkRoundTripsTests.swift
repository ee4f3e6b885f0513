import Platform
import Testing

@testable import TFTPServer

@Suite("Round trips by network")
struct NetworkRoundTripsTests {
    private func client(_ low: UInt64, high: UInt64 = 0) -> Endpoint {
        Endpoint(high: high, low: low, scope: 0, port: 50_000, family: high == 0 ? 4 : 6)
    }

    @Test("A client's neighbours in its /24 or /64 know what a round trip takes, nobody else does")
    func neighbours() {
        var trips = NetworkRoundTrips()
        #expect(trips.interval(for: client(0xC000_0201)) == nil)
        trips.measured(80_000, to: client(0xC000_0201), now: 1_000_000)
        // SRTT + 4 × variance of a first measurement is three times it (RFC 6298 section 2.2).
        #expect(trips.interval(for: client(0xC000_02FE)) == 240_000)
        #expect(trips.interval(for: client(0xC000_0301)) == nil)
        trips.measured(90_000, to: client(1, high: 0x2001_0DB8_0000_0001), now: 1_000_000)
        #expect(trips.interval(for: client(99, high: 0x2001_0DB8_0000_0001)) == 270_000)
        #expect(trips.interval(for: client(1, high: 0x2001_0DB8_0000_0002)) == nil)
    }

    @Test("Networks of one plan, a fixed step apart, keep their figures side by side")
    func regularNetworks() {
        var trips = NetworkRoundTrips()
        // 10.4.0.0/24, 10.8.0.0/24, … : they differ in few bits only.
        let networks = (1...50).map { UInt64(0x0A00_0000) | UInt64($0) << 18 }
        for network in networks { trips.measured(80_000, to: client(network | 7), now: 1_000_000) }
        let known = networks.count { trips.interval(for: client($0 | 9)) != nil }
        #expect(known >= 45)
    }

    @Test("While round trips take a tenth of a second longer than the shortest, packets queue up")
    func queue() {
        var trips = NetworkRoundTrips()
        let (one, other) = (client(0xC000_0201), client(0xC000_02FE))
        #expect(!trips.isCrowded(other, now: 0))
        trips.measured(700_000, to: one, now: 1_000_000)
        #expect(!trips.isCrowded(other, now: 1_000_000), "a long path is no queue")
        trips.measured(30_000, to: one, now: 2_000_000)
        trips.measured(129_999, to: one, now: 3_000_000)
        #expect(!trips.isCrowded(other, now: 3_000_000))
        trips.measured(130_000, to: one, now: 3_000_000)
        trips.measured(30_000, to: one, now: 3_000_000)
        #expect(trips.isCrowded(other, now: 4_999_999), "one that came through quickly may have been lucky")
        #expect(!trips.isCrowded(client(0xC000_0301), now: 3_000_000))
        #expect(!trips.isCrowded(other, now: 5_000_000), "that is long ago")
    }

    @Test("A path that has become longer is no queue for ever")
    func longerPath() {
        var trips = NetworkRoundTrips()
        let peer = client(0xC000_0201)
        trips.measured(30_000, to: peer, now: 1_000_000)
        for second in UInt64(2)...60 {
            trips.measured(600_000, to: peer, now: second * 1_000_000)
            #expect(trips.isCrowded(peer, now: second * 1_000_000))
        }
        trips.measured(600_000, to: peer, now: 61_000_000)
        let isCrowded = [61_999_999, 62_000_000].map { trips.isCrowded(peer, now: $0) }
        #expect(isCrowded == [true, false], "the last of before is remembered for its two seconds")
    }

    @Test("However many networks there are, the table does not grow, and no network takes another's figures")
    func manyNetworks() {
        var trips = NetworkRoundTrips()
        for network in 0..<UInt64(100_000) {
            trips.measured(10_000 + 2 * network, to: client(network << 8 | 7), now: 1_000_000)
        }
        var known = 0
        for network in 0..<UInt64(100_000) {
            guard let interval = trips.interval(for: client(network << 8 | 9)) else { continue }
            known += 1
            #expect(interval == min(max(3 * (10_000 + 2 * network), 50_000), 1_000_000))
        }
        #expect(known > 0 && known <= 1_024)
    }
}
