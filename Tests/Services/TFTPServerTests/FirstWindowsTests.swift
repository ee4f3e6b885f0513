import Platform
import Testing

@testable import TFTPServer

@Suite("First windows by network")
struct FirstWindowsTests {
    private final class Networks {
        private var windows = FirstWindows()

        private func client(_ network: UInt64) -> Endpoint {
            Endpoint(high: 0, low: network << 8 | 7, scope: 0, port: 50_000, family: 4)
        }

        /// How many windows in a row a network is granted.
        func granted(_ network: UInt64, of count: Int = 100, isCrowded: Bool = false) -> Int {
            var number = 0
            while number < count, windows.take(client(network), isCrowded: isCrowded) { number += 1 }
            return number
        }

        func release(_ network: UInt64, isWhole: Bool = true) { windows.release(client(network), isWhole: isWhole) }
    }

    private let networks = Networks()

    @Test("Each network begins with four; as long as they are short, each that comes back whole allows one more")
    func slowStart() {
        #expect(networks.granted(1) == 4)
        #expect(networks.granted(2) == 4)
        for _ in 0..<4 {
            networks.release(1)
            #expect(networks.granted(1) == 2)
        }
        #expect(networks.granted(2) == 0)
    }

    @Test("One that was not whole makes room for another, no more")
    func lost() {
        #expect(networks.granted(1) == 4)
        networks.release(1, isWhole: false)
        #expect(networks.granted(1) == 1)
    }

    @Test("Where there were always enough, none is added: nothing has shown that the path bears more")
    func untried() {
        for _ in 0..<1_000 {
            #expect(networks.granted(1, of: 1) == 1)
            networks.release(1)
        }
        #expect(networks.granted(1) == 4)
    }

    @Test("Where packets queue up there is none, and afterwards four again")
    func crowded() {
        for _ in 0..<20 {
            _ = networks.granted(1)
            networks.release(1)
        }
        #expect(networks.granted(1) > 0)
        #expect(networks.granted(1, isCrowded: true) == 0)
        for _ in 0..<100 { networks.release(1, isWhole: false) }
        #expect(networks.granted(1) == 4)
    }

    @Test("However many networks there are, the table does not grow, and what one gave back is not another's")
    func manyNetworks() {
        for network in 0..<UInt64(100_000) { #expect(networks.granted(network, of: 1) == 1) }
        for network in 0..<UInt64(100_000) { networks.release(network) }
        for network in 0..<UInt64(100) { #expect((4...5).contains(networks.granted(network))) }
    }
}
