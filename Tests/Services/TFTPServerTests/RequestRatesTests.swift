import Platform
import Testing

@testable import TFTPServer

@Suite("The rate of each address")
struct RequestRatesTests {
    private func client(_ low: UInt64, port: UInt16 = 50_000) -> Endpoint {
        Endpoint(high: 0, low: low, scope: 0, port: port, family: 4)
    }

    @Test("So many at once, from whatever ports, and then one for each part of a second")
    func refill() {
        let rates = RequestRates(perSecond: 5)
        var now: UInt64 = 1_000_000
        let atOnce = (0..<20).count { rates.admit(client(7, port: 50_000 + UInt16($0)), now: now) }
        #expect(atOnce == 5)
        now += 199_999
        #expect(!rates.admit(client(7), now: now))
        now += 1
        #expect(rates.admit(client(7), now: now))
        #expect(!rates.admit(client(7), now: now))
        now += 3_600_000_000
        #expect((0..<20).count { _ in rates.admit(client(7), now: now) } == 5)
    }

    @Test("A worker whose clock was read a moment before another's gives nobody more")
    func earlierClock() {
        let rates = RequestRates(perSecond: 2)
        #expect(rates.admit(client(7), now: 2_000_000))
        #expect(rates.admit(client(7), now: 1_000_000))
        #expect(!rates.admit(client(7), now: 1_500_000))
        #expect(!rates.admit(client(7), now: 2_000_000))
    }

    @Test("However many addresses there are, none is blamed for another")
    func manyAddresses() {
        let rates = RequestRates(perSecond: 1)
        for address in 0..<UInt64(20_000) { #expect(rates.admit(client(address), now: 1_000_000)) }
    }
}
