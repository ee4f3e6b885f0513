import CDatagram
import Foundation
import NIOConcurrencyHelpers
import TFTPServer
import TestSupport
import Testing

/// Forged requests at a real server: they come from addresses of the loopback network, and whatever is sent there is never
/// answered.
@Suite("Floods of forged requests", .serialized, .timeLimit(.patience), .enabled(if: NetworkNamespace.isAvailable))
struct FloodTests {
    /// 127.20.30.0.
    private static let network: UInt64 = 0x7F14_1E00
    private static let perSecond = 3_000
    private static let phones = 50

    /// What a forger sends, and what its victims are sent.
    private final class Forger {
        private let descriptors: [CInt]
        private let sender: OpaquePointer
        private let receiver: OpaquePointer
        private(set) var sent = 0
        private(set) var received: [UInt64: Int] = [:]

        /// A forger with so many ports at each address.
        init?(ports: Int) {
            descriptors = (0..<ports).map { _ in
                let descriptor = datagram_open(datagram_reach_4)
                var everywhere = datagram_address(high: 0, low: 0, scope: 0, port: 0, family: 4)
                datagram_bind(descriptor, datagram_reach_4, &everywhere)
                datagram_prepare(descriptor, datagram_reach_4, true)
                return descriptor
            }
            guard let sender = datagram_sender_create(datagram_reach_4, 64, 64, 4_096),
                let receiver = datagram_receiver_create(64, 2_048)
            else { return nil }
            self.sender = sender
            self.receiver = receiver
        }

        deinit {
            for descriptor in descriptors { close(descriptor) }
            datagram_sender_destroy(sender)
            datagram_receiver_destroy(receiver)
        }

        /// Asks for files of random phones, in the name of random hosts.
        func send(_ count: Int, to server: datagram_address, from hosts: Range<UInt64>) {
            guard let descriptor = descriptors.randomElement() else { return }
            for _ in 0..<count {
                var to = server
                var from = datagram_address(high: 0, low: .random(in: hosts), scope: 0, port: 0, family: 4)
                datagram_sender_begin(sender, &to, &from, 0, 0)
                let request = TestClient.request(Array("SEP\(Int.random(in: 0..<FloodTests.phones))".utf8))
                datagram_sender_copy(sender, request, UInt32(request.count))
            }
            datagram_sender_flush(sender, descriptor)
            sent += count
        }

        /// Counts what has come, by the address it was sent to.
        func drain() {
            for descriptor in descriptors {
                while case let count = datagram_receiver_receive(receiver, descriptor), count > 0 {
                    for index in 0..<count {
                        received[datagram_receiver_message(receiver, UInt32(index)).pointee.local.low, default: 0] += 1
                    }
                }
            }
        }
    }

    /// In whose name is asked.
    enum Forgery: CaseIterable {
        /// The phones that are there.
        case phones
        /// Any host of their network.
        case network

        fileprivate var hosts: Range<UInt64> {
            switch self {
            case .phones: FloodTests.network + 10..<FloodTests.network + 10 + UInt64(FloodTests.phones)
            case .network: FloodTests.network + 1..<FloodTests.network + 255
            }
        }
    }

    @Test("They keep no phone that asks four times from its file, and nobody is sent much", arguments: Forgery.allCases)
    func phonesAreServed(_ forgery: Forgery) async throws {
        try await onThread {
            try NetworkNamespace.run {
                let names = (0..<Self.phones).map { "SEP\($0)" }
                let files = names.indices.map { pattern(1_500, seed: $0) }
                let server = try TestServer(
                    Dictionary(uniqueKeysWithValues: zip(names, files)),
                    listen: ["0.0.0.0:0"]
                ) { $0.workers = 2 }
                let without = NIOLockedValueBox<[Int]?>(nil)
                let forger = try #require(Forger(ports: 160))
                var isAsking = false
                let start = ContinuousClock.now
                let to = datagram_address(high: 0, low: 0x7F00_0001, scope: 0, port: server.port, family: 4)
                var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }
                while without.withLockedValue({ $0 }) == nil {
                    let due = Int(seconds * Double(Self.perSecond)) - forger.sent
                    forger.send(min(60, due), to: to, from: forgery.hosts)
                    if forger.sent % 7 == 0 { forger.drain() }
                    usleep(2_000)
                    // Once the limits are reached, unless the machine is too slow for that.
                    let isFull = server.server.counters[.crowdedOut] > 0 || forger.sent > 10 * Self.perSecond
                    guard isFull, !isAsking else { continue }
                    isAsking = true
                    Thread { Self.ask(server, files, without) }.start()
                }
                forger.drain()
                #expect(without.withLockedValue { $0 } == [])
                // The bound, and what the phones' own acknowledgements have earned.
                let most = 32 + 96 * (seconds + 1) + 8
                #expect(forger.received.values.allSatisfy { Double($0) <= most }, "\(forger.received)")
            }
        }
    }

    /// Every phone asks for its file, one soon after the other; then tells which of them have nothing.
    private static func ask(_ server: TestServer, _ files: [[UInt8]], _ without: NIOLockedValueBox<[Int]?>) {
        let left = files.indices.filter { phone in
            usleep(20_000)
            let client = server.client(address: UInt32(network) + 10 + UInt32(phone))
            return !(0..<4).contains { _ in fetch("SEP\(phone)", client) == files[phone] }
        }
        without.withLockedValue { $0 = left }
    }

    /// One try, of a client that is some way off and has no endless patience.
    private static func fetch(_ name: String, _ client: TestClient) -> [UInt8] {
        var bytes: [UInt8] = []
        client.request(name)
        while let packet = client.receive(milliseconds: 2_000), packet.opcode == 3 {
            if bytes.isEmpty { usleep(20_000) }
            if packet.number == bytes.count / 512 + 1 { bytes += packet.data }
            client.acknowledge(packet.number, to: packet.port)
            if packet.data.count < 512 { break }
        }
        return bytes
    }
}
