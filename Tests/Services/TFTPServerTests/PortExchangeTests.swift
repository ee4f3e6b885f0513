import CDatagram
import Testing

@testable import TFTPServer

@Suite("When ports of transfers are exchanged")
struct PortExchangeTests {
    private static let second: UInt64 = 1_000_000
    private static let start: UInt64 = 1_000 * second

    private let port: TransferPort
    private var settings: TFTPServerSettings

    init() throws {
        let address = try #require(ListenAddress("127.0.0.1:69"))
        settings = TFTPServerSettings(listenAddresses: [address])
        port = TransferPort(address: address, range: nil, receiveBufferBytes: 4_096)
    }

    @Test("One of each listen address every ten seconds, in turn, whatever runs on them")
    func clock() {
        var exchange = PortExchange([port, port], settings, now: Self.start)
        var current = [[1, 2], [4, 5]]
        var times: [UInt64] = []
        var gone: [Int] = []
        var next = 6
        for tenth in 0..<400 {
            let now = Self.start + UInt64(tenth) * Self.second / 10
            let due = exchange.due(current, now: now)
            if !due.isEmpty { times.append(now) }
            for (socket, group) in due {
                gone.append(socket)
                current[group] = current[group].map { $0 == socket ? next : $0 }
                next += 1
            }
        }
        #expect(times.count == 4)
        #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 == 10 * Self.second })
        // Each socket has its time, the one there was first, too.
        #expect(gone == [1, 4, 2, 5, 6, 7, 8, 9])
    }

    @Test("An old socket closes ten seconds after its last transfer, and its number is used again")
    func closing() {
        var exchange = PortExchange([port], settings, now: Self.start)
        exchange.retire(1, group: 0)
        exchange.retire(2, group: 0)
        // By socket number: socket 1 has a transfer, socket 2 none.
        #expect(exchange.closable(now: Self.start, transfers: [0, 1]) == [])
        #expect(exchange.closable(now: Self.start + 9 * Self.second, transfers: [0, 1]) == [])
        #expect(exchange.closable(now: Self.start + 10 * Self.second, transfers: [0, 1]) == [2])
        #expect(exchange.reusedNumber() == 2)
        #expect(exchange.closable(now: Self.start + 11 * Self.second, transfers: [0, 0]) == [])
        #expect(exchange.closable(now: Self.start + 21 * Self.second, transfers: [0, 0]) == [1])
        #expect(exchange.reusedNumber() == 1)
        #expect(exchange.reusedNumber() == nil)
    }

    @Test("With eight old sockets that still carry transfers the ports stay, and go on once one is closed")
    func bound() {
        var exchange = PortExchange([port], settings, now: Self.start)
        for socket in 10..<10 + PortExchange.mostRetired { exchange.retire(socket, group: 0) }
        let busy = ContiguousArray(repeating: 1, count: 32)
        _ = exchange.closable(now: Self.start, transfers: busy)
        #expect(exchange.due([[1, 2]], now: Self.start + 20 * Self.second).isEmpty)
        _ = exchange.closable(now: Self.start + 30 * Self.second, transfers: [])
        #expect(exchange.closable(now: Self.start + 40 * Self.second, transfers: []).count == PortExchange.mostRetired)
        #expect(exchange.due([[1, 2]], now: Self.start + 40 * Self.second).count == 1)
    }

    @Test("Where ports stay as they are there is nothing to wait for")
    func never() {
        let exchange = PortExchange([nil, nil], settings, now: Self.start)
        #expect(exchange.nextLook == .max)
    }
}
