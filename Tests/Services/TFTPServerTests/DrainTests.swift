import Serving
import TFTPServer
import TestSupport
import Testing

@Suite("Draining", .timeLimit(.patience))
struct DrainTests {
    @Test("A server without transfers drains at once; it can be started only once")
    func idle() async throws {
        let server = try TestServer { $0.workers = 2 }
        #expect(throws: TFTPServerError.self) { try server.server.start() }
        await server.server.drain()
        _ = try TestServer(listen: ["\(server.server.localAddresses[0])"])
    }

    @Test("A server that never started drains, and can no longer start")
    func neverStarted() async throws {
        let settings = TFTPServerSettings(listenAddresses: [try #require(ListenAddress("127.0.0.1:0"))])
        let server = try TFTPServer(settings: settings, source: MemoryFiles([:]), observer: Records())
        await server.drain()
        #expect(throws: TFTPServerError.self) { try server.start() }
    }

    @Test("Running transfers finish while a successor already has the port")
    func finishing() async throws {
        let server = try TestServer(["file": pattern(1_000)]) { $0.drainTimeoutSeconds = 300 }
        let (client, port) = try begin(server)
        let draining = Task { await server.server.drain() }
        let successor = try await successor(of: server, ["file": pattern(1_000, seed: 1)])
        #expect(successor.client().download("file").bytes == pattern(1_000, seed: 1))
        try finish(client, port)
        await draining.value
        #expect(server.records.all.map(\.outcome) == [.fetched])
    }

    @Test("On a single port running transfers finish, new requests get no answer, and then the port is free")
    func finishingOnSinglePort() async throws {
        let server = try TestServer(["file": pattern(1_000)]) {
            $0.singlePort = true
            $0.drainTimeoutSeconds = 300
        }
        let (client, port) = try begin(server)
        let draining = Task { await server.server.drain() }
        // Dropped once the drain has begun; until then they are answered.
        while server.server.counters[.droppedDraining] == 0 {
            server.client().request("missing")
            try await Task.sleep(for: .milliseconds(20))
        }
        try finish(client, port)
        await draining.value
        #expect(server.records.all.filter { $0.outcome != .refused }.map(\.outcome) == [.fetched])
        _ = try TestServer(listen: ["\(server.server.localAddresses[0])"])
    }

    /// Begins a transfer that waits too long for a resend to mix in.
    private func begin(_ server: TestServer) throws -> (client: TestClient, port: UInt16) {
        let client = server.client()
        client.request("file", ["timeout", "9"])
        return (client, try #require(client.receive()).port)
    }

    private func finish(_ client: TestClient, _ port: UInt16) throws {
        for block in 0...2 {
            client.acknowledge(block, to: port)
            if block < 2 { #expect(try #require(client.receive()).number == block + 1) }
        }
    }

    /// A server at the address of one that drains, as soon as that has let go of it.
    private func successor(of server: TestServer, _ files: [String: [UInt8]]) async throws -> TestServer {
        let address = "\(server.server.localAddresses[0])"
        return try await awaited("\(address) is still taken") { try? TestServer(files, listen: [address]) }
    }

    @Test("At the deadline the rest is told with ERROR 0 and reported as failed")
    func deadline() async throws {
        let server = try TestServer(["file": pattern(1_000)]) { $0.drainTimeoutSeconds = 1 }
        let client = server.client()
        client.request("file", ["timeout", "9"])
        _ = try #require(client.receive())
        await server.server.drain()
        let told = try #require(client.receive())
        #expect(told.opcode == 5)
        #expect(told.number == 0)
        #expect(server.records.all.map(\.outcome) == [.failed])
        #expect(server.records.all.first?.reason == .drainTimeout)
    }

    @Test("A server that is forgotten stops and gives its port back")
    func forgotten() async throws {
        var port: UInt16 = 0
        do {
            let settings = TFTPServerSettings(listenAddresses: [try #require(ListenAddress("127.0.0.1:0"))])
            let server = try TFTPServer(settings: settings, source: MemoryFiles([:]), observer: Records())
            try server.start()
            port = server.localAddresses[0].port
        }
        try await eventually("port \(port) is still taken") {
            (try? TestServer(listen: ["127.0.0.1:\(port)"])) != nil
        }
    }
}
