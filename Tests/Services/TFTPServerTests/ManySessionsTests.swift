import TFTPServer
import TestSupport
import Testing

@Suite("More sessions than a host has ports", .timeLimit(.patience))
struct ManySessionsTests {
    private static let clients = 30_000

    @Test("30 000 transfers are open at once, more than the 28 232 ports a host hands out, and all of them finish")
    func open() async throws {
        let names = (0..<10).map { "file-\($0)" }
        let files = names.indices.map { pattern(1_100, seed: $0) }
        let server = try TestServer(Dictionary(uniqueKeysWithValues: zip(names, files))) {
            $0.maximumTransfers = Self.clients
            $0.workers = 2
        }
        let swarm = try #require(ClientSwarm(server: server.port, clients: Self.clients))
        // Long enough that nobody is given up before the last has begun.
        swarm.options = ["timeout", "255"]
        swarm.isHolding = true
        for client in 0..<Self.clients { swarm.fetch(names[client % 10], by: client) }
        while swarm.begun < Self.clients {
            #expect(swarm.step().isEmpty)
            await Task.yield()
        }
        #expect(server.server.counters.activeTransfers == Self.clients)

        swarm.isHolding = false
        var intact = 0
        var left = Self.clients
        while left > 0 {
            for finished in swarm.step() {
                left -= 1
                if finished.bytes == files[finished.client % 10] { intact += 1 }
            }
            await Task.yield()
        }
        #expect(intact == Self.clients)
    }
}
