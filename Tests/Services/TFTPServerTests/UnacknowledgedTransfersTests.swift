import Platform
import Testing

@testable import TFTPServer

@Suite("Transfers that have acknowledged nothing, by age")
struct UnacknowledgedTransfersTests {
    private func key(
        _ host: UInt64,
        _ name: UInt64 = 1,
        port: UInt16 = 2_000,
        isFile: Bool = false
    ) -> UnacknowledgedTransfers.Key {
        let peer = Endpoint(high: 0, low: 0x0A01_0000 + host, scope: 0, port: port, family: 4)
        return UnacknowledgedTransfers.Key(peer: peer, name: name, isFile: isFile)
    }

    private func transfers(
        workers: Int = 1,
        network: Int = 4,
        name: Int = 3,
        files: Int = 2
    ) -> UnacknowledgedTransfers {
        var settings = TFTPServerSettings(listenAddresses: [])
        settings.workers = workers
        settings.maximumUnacknowledgedPerPrefix = network
        settings.maximumUnacknowledgedPerName = name
        settings.maximumUnacknowledgedFiles = files
        return UnacknowledgedTransfers(UnacknowledgedTransfers.Limits(settings))
    }

    @Test("At each limit the oldest that counts against it is in the way")
    func oldest() {
        var transfers = transfers()
        for slot in 0..<3 { transfers.add(slot, key(1)) }
        #expect(transfers.room(for: key(1)) == .after(0))
        #expect(transfers.room(for: key(1, 2)) == .free)
        #expect(transfers.room(for: key(2)) == .free)
        transfers.add(3, key(2))
        // The network is full, so its oldest goes.
        #expect(transfers.room(for: key(3)) == .after(0))
        #expect(transfers.room(for: key(256)) == .free)
        transfers.remove(0, key(1))
        transfers.remove(2, key(1))
        #expect(transfers.room(for: key(1)) == .free)
        transfers.add(4, key(3))
        transfers.add(5, key(4))
        #expect(transfers.room(for: key(5)) == .after(1))
        #expect(transfers.oldest == 1)
        #expect(transfers.count == 4)
    }

    @Test("Of static files the different ones count, whatever number of transfers each has")
    func files() {
        var transfers = transfers(network: 100, name: 100)
        for slot in 0..<5 { transfers.add(slot, key(1, 1, isFile: true)) }
        transfers.add(5, key(1, 2, isFile: true))
        #expect(transfers.room(for: key(1, 2, isFile: true)) == .free)
        #expect(transfers.room(for: key(1, 3)) == .free)
        #expect(transfers.room(for: key(2, 3, isFile: true)) == .free)
        var evicted: [Int] = []
        while case .after(let slot) = transfers.room(for: key(1, 3, isFile: true)) {
            evicted.append(slot)
            transfers.remove(slot, key(1, slot < 5 ? 1 : 2, isFile: true))
        }
        #expect(evicted == [0, 1, 2, 3, 4])
    }

    @Test("Workers share the limits, and each has one at least; without any there is no room")
    func shares() {
        var shared = transfers(workers: 4, network: 6, name: 1)
        shared.add(0, key(1, 1))
        #expect(shared.room(for: key(1, 1)) == .after(0))
        shared.add(1, key(1, 2))
        #expect(shared.room(for: key(1, 3)) == .after(0))
        #expect(transfers(network: 0).room(for: key(1)) == .none)
        #expect(transfers(name: 0).room(for: key(1)) == .none)
        #expect(transfers(files: 0).room(for: key(1, isFile: true)) == .none)
    }

    @Test("Nothing is left of transfers that came and went in any order")
    func anyOrder() {
        var transfers = transfers(network: 10_000, name: 10_000, files: 10_000)
        var random = SystemRandomNumberGenerator()
        var open: [(slot: Int, key: UnacknowledgedTransfers.Key)] = []
        var free = Array(0..<500)
        for _ in 0..<20_000 {
            if let slot = free.last, open.isEmpty || Bool.random(using: &random) {
                let key = key(
                    .random(in: 0..<600, using: &random),
                    .random(in: 0..<3, using: &random),
                    isFile: Bool.random(using: &random)
                )
                free.removeLast()
                transfers.add(slot, key)
                open.append((slot, key))
            } else {
                let gone = open.remove(at: .random(in: open.indices, using: &random))
                transfers.remove(gone.slot, gone.key)
                free.append(gone.slot)
            }
            #expect(transfers.count == open.count)
            #expect(transfers.oldest == open.first?.slot)
        }
        for (slot, key) in open { transfers.remove(slot, key) }
        #expect(transfers.count == 0)
    }
}
