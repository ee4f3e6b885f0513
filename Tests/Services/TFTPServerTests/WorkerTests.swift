import CDatagram
import Glibc
import Serving
import TFTPServer
import TestSupport
import Testing

@Suite("Several workers", .timeLimit(.patience))
struct WorkerTests {
    /// A bound UDP socket as systemd would hand it over, and its port.
    private func handedOver(_ port: UInt16 = 0, type: Int = Int(SOCK_DGRAM.rawValue)) -> (CInt, UInt16) {
        let descriptor = socket(AF_INET, Int32(type), 0)
        var one: CInt = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &one, 4)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = TestClient.loopback.bigEndian
        address.sin_port = port.bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, size)
                _ = getsockname(descriptor, $0, &size)
            }
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    private func server(_ sockets: [CInt], workers: Int, singlePort: Bool = false) throws -> TFTPServer {
        var settings = TFTPServerSettings(listenAddresses: [])
        settings.workers = workers
        settings.singlePort = singlePort
        let server = try TFTPServer(
            settings: settings,
            adopting: sockets,
            source: MemoryFiles(["file": pattern(3_000)]),
            observer: Records()
        )
        try server.start()
        return server
    }

    @Test("An IPv6 socket for both families that systemd hands over serves IPv4 clients as what they are")
    func bothFamilies() throws {
        let descriptor = datagram_open(datagram_reach_both)
        var anywhere = datagram_address(high: 0, low: 0, scope: 0, port: 0, family: 6)
        try #require(datagram_bind(descriptor, datagram_reach_both, &anywhere) == 0)
        var settings = TFTPServerSettings(listenAddresses: [])
        settings.allowedSubnets = ["127.0.0.0/8", "::1"].compactMap { Subnet($0) }
        let records = Records()
        let server = try TFTPServer(
            settings: settings,
            adopting: [descriptor],
            source: MemoryFiles(["file": pattern(3_000)]),
            observer: records
        )
        try server.start()
        defer { server.stop() }
        let port = server.localAddresses[0].port
        for options in [[], ["blksize", "1428", "windowsize", "2"]] {
            #expect(TestClient(server: port).download("file", options).bytes == pattern(3_000))
            #expect(TestClient(server: port, isIPv6: true).download("file", options).bytes == pattern(3_000))
        }
        // TID-02: from the address that was asked.
        let client = TestClient(server: port, address: 0)
        client.request("file", address: 0x7F00_0002)
        #expect(try #require(client.receive()).address == 0x7F00_0002)
        #expect(records.all.contains { $0.client.description.hasPrefix("127.0.0.1:") })
    }

    @Test("LOD-01: 64 clients at once, each completes", arguments: [1, 3])
    func concurrent(workers: Int) async throws {
        let server = try TestServer(["file": pattern(8_000)]) { $0.workers = workers }
        let intact = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<64 { group.addTask { server.client().download("file").bytes == pattern(8_000) } }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(intact == 64)
        #expect(await server.records.wait(for: 64).count == 64)
        #expect(server.server.counters.activeTransfers == 0)
    }

    @Test("LOD-02: of 300 requests at once every one is answered")
    func burst() throws {
        let server = try TestServer(["file": pattern(8_000)]) {
            $0.workers = 2
            $0.maximumUnacknowledgedPackets = 4_000
        }
        let clients = (0..<300).map { _ in server.client() }
        for client in clients { client.request("file") }
        #expect(clients.count { $0.receive()?.number == 1 } == 300)
    }

    @Test("Sockets that were handed over are used, one per worker")
    func adopted() throws {
        let (first, port) = handedOver()
        let (second, _) = handedOver(port)
        let server = try server([first, second], workers: 2)
        defer { server.stop() }
        #expect(server.warnings.isEmpty)
        #expect(server.localAddresses.map(\.port) == [port])
        for _ in 0..<20 { #expect(TestClient(server: port).download("file").bytes == pattern(3_000)) }
    }

    @Test("With one socket for three workers it feeds the others, and a warning says so")
    func fed() async throws {
        let (only, port) = handedOver()
        let server = try server([only], workers: 3)
        defer { server.stop() }
        #expect(server.warnings.count == 1)
        var serverPorts: Set<UInt16> = []
        for _ in 0..<60 {
            let download = TestClient(server: port).download("file")
            #expect(download.bytes == pattern(3_000))
            serverPorts.insert(download.serverPort)
            #expect(TestClient(server: port).download("missing").error == 1)
        }
        // More ports than the two that one worker has.
        #expect(serverPorts.count > 2)
    }

    @Test("On a single port one socket is one worker's")
    func adoptedSinglePort() throws {
        let (only, port) = handedOver()
        let server = try server([only], workers: 2, singlePort: true)
        defer { server.stop() }
        for _ in 0..<10 { #expect(TestClient(server: port).download("file").bytes == pattern(3_000)) }
    }

    @Test("A descriptor that is no UDP socket is refused")
    func unusable() {
        let (stream, _) = handedOver(type: Int(SOCK_STREAM.rawValue))
        #expect(throws: TFTPServerError.self) { try server([stream], workers: 1) }
        #expect(throws: TFTPServerError.self) { try server([], workers: 1) }
    }
}
