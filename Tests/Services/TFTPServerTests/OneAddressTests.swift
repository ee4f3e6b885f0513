import Glibc
import TFTPServer
import TestSupport
import Testing

/// Many clients behind one address, as behind a router that translates addresses.
@Suite("One address", .serialized, .timeLimit(.patience))
struct OneAddressTests {
    /// Runs `body` on a thread of its own, and where that may be in a network of its own: its ports are too many to share.
    private func apart(_ body: @escaping @Sendable () throws -> Void) async throws {
        try await onThread { try NetworkNamespace.isAvailable ? NetworkNamespace.run(body) : body() }
    }

    @Test("A thousand phones behind one address fetch one file at once, and none has to ask again", arguments: [1, 2])
    func storm(workers: Int) async throws {
        try await apart {
            let server = try TestServer(["file": pattern(1_200)]) { $0.workers = workers }
            let clients = (0..<1_000).map { _ in server.client() }
            for client in clients { client.request("file") }
            var got = [[UInt8]](repeating: [], count: clients.count)
            var left = Set(clients.indices)
            let isDone = comesToHold {
                for index in left {
                    for packet in clients[index].receiveAll() where packet.opcode == 3 {
                        if got[index].count < 1_200, packet.number == got[index].count / 512 + 1 {
                            got[index] += packet.data
                        }
                        clients[index].acknowledge(packet.number, to: packet.port)
                    }
                    if got[index].count == 1_200 { left.remove(index) }
                }
                return left.isEmpty
            }
            #expect(isDone)
            #expect(got.allSatisfy { $0 == pattern(1_200) })
            #expect(server.counts(.fetched, 1_000))
            // Most of them had to wait, and nobody asked twice.
            #expect(server.server.counters[.requests] == 1_000)
            #expect(server.server.counters[.held] > 0)
            #expect(server.server.counters[.crowdedOut] == 0)
        }
    }

    @Test("Amplification: an address that acknowledges nothing is sent 128 packets a second, whatever is asked")
    func silent() async throws {
        try await apart {
            let server = try TestServer(["file": pattern(1_200), "other": pattern(100)]) { $0.workers = 2 }
            let start = ContinuousClock.now
            let clients = (0..<500).map { _ in server.client() }
            var packets = 0
            for round in 0..<6 {
                for client in clients { client.request(round % 2 == 0 ? "file" : "other", ["tsize", "0"]) }
                packets += clients.reduce(0) { $0 + $1.receiveAll().count }
            }
            while ContinuousClock.now < start + .seconds(3) {
                usleep(20_000)
                packets += clients.reduce(0) { $0 + $1.receiveAll().count }
            }
            let seconds = Double((ContinuousClock.now - start).components.seconds) + 1
            // A quarter of it at once.
            #expect(Double(packets) <= 32 + 96 * seconds)
            #expect(packets > 100)
            #expect(server.server.counters[.held] > 0)
            // Those that wait end without having been sent anything, and a drain sends them nothing either.
            server.server.stop()
            #expect(comesToHold { server.server.counters.activeTransfers == 0 })
        }
    }

    @Test("Amplification: a repeat of a request takes its turn, too, and is counted when it waits")
    func withheld() throws {
        let server = try TestServer(["file": pattern(1_200)]) { $0.maximumUnacknowledgedPackets = 1 }
        let client = server.client()
        client.request("file")
        let first = try #require(client.receive())
        let isCounted = comesToHold {
            client.request("file")
            return server.server.counters[.withheld] > 0
        }
        #expect(isCounted)
        // It comes all the same, once a packet is due.
        #expect(try #require(client.receive()).bytes == first.bytes)
        #expect(server.server.counters[.held] == 0)
    }

    @Test("Nobody can acknowledge what has not been sent")
    func forged() async throws {
        let server = try TestServer(["file": pattern(1_200)]) {
            $0.singlePort = true
            $0.maximumUnacknowledgedPackets = 4
        }
        let clients = (0..<2).map { _ in server.client() }
        for client in clients { client.request("file", ["blksize", "600"]) }
        #expect(server.counts(.held, 1))
        let held = clients[1]
        held.acknowledge(0, to: server.port)
        held.send([0, 5, 0, 0, 0], to: server.port)
        server.settle()
        #expect(held.receiveAll().allSatisfy { $0.opcode != 3 })
        #expect(server.server.counters.activeTransfers == 2)
        // What its neighbour acknowledges lets it have its answer.
        clients[0].acknowledge(0, to: server.port)
        #expect(comesToHold { held.receiveAll().contains { $0.opcode == 6 } })
    }
}
