import Serving
import TFTPServer
import Testing

@Suite("Draining", .timeLimit(.minutes(1)))
struct DrainTests {
    @Test("A server without transfers drains at once; it can be started only once")
    func idle() async throws {
        let server = try TestServer { $0.workers = 2 }
        #expect(throws: TFTPServerError.self) { try server.server.start() }
        await server.server.drain()
        #expect(server.client().receive(milliseconds: 10) == nil)
    }

    @Test("A server that never started drains, and can no longer start")
    func neverStarted() async throws {
        let settings = TFTPServerSettings(listenAddresses: [try #require(ListenAddress("127.0.0.1:0"))])
        let server = try TFTPServer(settings: settings, source: MemoryFiles([:]), observer: Records())
        await server.drain()
        #expect(throws: TFTPServerError.self) { try server.start() }
    }

    @Test("Running transfers finish, new requests get no answer, the port is free again", arguments: [false, true])
    func finishing(singlePort: Bool) async throws {
        let server = try TestServer(["file": pattern(1_000)]) {
            $0.singlePort = singlePort
            $0.drainTimeoutSeconds = 30
        }
        let client = server.client()
        client.request("file", ["timeout", "9"])
        let first = try #require(client.receive())
        let draining = Task { await server.server.drain() }
        try await Task.sleep(for: .milliseconds(100))
        let late = server.client()
        late.request("file")
        #expect(late.receive(milliseconds: 200) == nil)
        for block in 0...2 {
            client.acknowledge(block, to: first.port)
            if block < 2 { #expect(try #require(client.receive()).number == block + 1) }
        }
        await draining.value
        #expect(server.records.all.map(\.outcome) == [.fetched])
        _ = try TestServer(listen: ["\(server.server.localAddresses[0])"])
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
        for _ in 0..<200 {
            if (try? TestServer(listen: ["127.0.0.1:\(port)"])) != nil { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("port \(port) is still taken")
    }
}
