import Glibc
import TFTPServer
import TestSupport
import Testing

/// The ports that a running server's transfers have.
@Suite("Ports of transfers", .timeLimit(.patience))
struct PortTests {
    private func server(_ change: (inout TFTPServerSettings) -> Void = { _ in }) throws -> TestServer {
        try TestServer(["file": pattern(2_000)]) {
            $0.portIntervalMilliseconds = 20
            $0.latePacketMilliseconds = 20
            change(&$0)
        }
    }

    /// Whether nobody has a UDP port of 127.0.0.1.
    private func isFree(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(descriptor) }
        var own = sockaddr_in()
        own.sin_family = sa_family_t(AF_INET)
        own.sin_port = port.bigEndian
        own.sin_addr.s_addr = TestClient.loopback.bigEndian
        return withUnsafePointer(to: &own) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    @Test("TID-01: they change all the time, and a transfer keeps the one it has", arguments: [1, 3])
    func exchanged(workers: Int) throws {
        let server = try server { $0.workers = workers }
        let client = server.client()
        client.request("file")
        var block = try #require(client.receive())
        let port = block.port
        var bytes = block.data
        var ports: Set<UInt16> = []
        while block.data.count == 512 {
            let exchanged = server.server.counters[.portsExchanged]
            #expect(comesToHold { server.server.counters[.portsExchanged] >= exchanged + 4 * workers })
            let download = server.client().download("file")
            #expect(download.bytes == pattern(2_000))
            ports.insert(download.serverPort)
            client.acknowledge(block.number, to: port)
            block = try #require(client.receive())
            #expect(block.port == port)
            bytes += block.data
        }
        client.acknowledge(block.number, to: port)
        #expect(bytes == pattern(2_000))
        #expect(ports.count >= 2 && !ports.contains(port))
        // Once nothing more can come there, somebody else can have it.
        #expect(TestServer.loopback.hasPrefix("[") || comesToHold { isFree(port) })
        #expect(server.server.counters[.portsKept] == 0)
    }

    @Test("TID-01: nothing tells the next port from the last ones")
    func spread() throws {
        let server = try server()
        var ports: [UInt16] = []
        while ports.count < 40 {
            let exchanged = server.server.counters[.portsExchanged]
            #expect(comesToHold { server.server.counters[.portsExchanged] >= exchanged + 2 })
            ports.append(server.client().download("file").serverPort)
        }
        // Of forty random ones out of 28 232 hardly two are alike, and none is near the last.
        #expect(Set(ports).count >= 35)
        let steps = zip(ports, ports.dropFirst()).map { abs(Int($0) - Int($1)) }
        #expect(steps.count { $0 < 64 } <= 4)
    }

    @Test("They come out of the range that is given, at random")
    func range() throws {
        let range: ClosedRange<UInt16> = 42_000...42_999
        let server = try server { $0.portRange = range }
        var ports: Set<UInt16> = []
        for _ in 0..<20 {
            let exchanged = server.server.counters[.portsExchanged]
            #expect(comesToHold { server.server.counters[.portsExchanged] >= exchanged + 2 })
            let port = server.client().download("file").serverPort
            #expect(range.contains(port))
            ports.insert(port)
        }
        #expect(ports.count >= 15)
    }

    @Test("A range with few ports is no choice: they stay")
    func narrow() throws {
        let server = try server { $0.portRange = 43_000...43_006 }
        #expect(server.server.furtherSockets == 0)
        var ports: Set<UInt16> = []
        for _ in 0..<10 { ports.insert(server.client().download("file").serverPort) }
        #expect(ports.count <= 2)
        #expect(server.server.counters[.portsExchanged] == 0)
    }

    @Test("Without a descriptor to spare they stay, and files are served all the same")
    func noDescriptors() throws {
        let server = try server()
        #expect(server.server.furtherSockets > 0)
        server.server.limitFurtherSockets(to: 0)
        let kept = server.server.counters[.portsKept]
        #expect(comesToHold { server.server.counters[.portsKept] > kept + 2 })
        let exchanged = server.server.counters[.portsExchanged]
        #expect(server.client().download("file").bytes == pattern(2_000))
        #expect(comesToHold { server.server.counters[.portsKept] > kept + 5 })
        #expect(server.server.counters[.portsExchanged] == exchanged)
    }

    @Test("On a single port there is nothing to exchange")
    func singlePort() throws {
        let server = try server { $0.singlePort = true }
        #expect(server.server.furtherSockets == 0)
        #expect(server.client().download("file").serverPort == server.port)
    }

    @Test("Workers that another one feeds exchange theirs, too")
    func fed() throws {
        let only = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var settings = TFTPServerSettings(listenAddresses: [])
        settings.workers = 3
        settings.portIntervalMilliseconds = 20
        settings.latePacketMilliseconds = 20
        var own = sockaddr_in()
        own.sin_family = sa_family_t(AF_INET)
        own.sin_addr.s_addr = TestClient.loopback.bigEndian
        withUnsafePointer(to: &own) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(only, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let server = try TFTPServer(
            settings: settings,
            adopting: [only],
            source: MemoryFiles(["file": pattern(2_000)]),
            observer: Records()
        )
        try server.start()
        defer { server.stop() }
        for _ in 0..<30 {
            let exchanged = server.counters[.portsExchanged]
            #expect(comesToHold { server.counters[.portsExchanged] >= exchanged + 3 })
            let client = TestClient(server: server.localAddresses[0].port)
            #expect(client.download("file").bytes == pattern(2_000))
            #expect(TestClient(server: server.localAddresses[0].port).download("missing").error == 1)
        }
    }
}
