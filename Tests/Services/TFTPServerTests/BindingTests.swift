import Glibc
import TFTPServer
import TestSupport
import Testing

@Suite("Binding")
struct BindingTests {
    private func failure(_ listen: String, _ change: (inout TFTPServerSettings) -> Void = { _ in }) -> TFTPServerError?
    {
        do {
            _ = try TestServer(listen: [listen], change)
            return nil
        } catch {
            return error as? TFTPServerError
        }
    }

    @Test("A port that another server of the same user shares is still found to be busy")
    func busy() throws {
        let first = try TestServer { $0.workers = 2 }
        let error = try #require(failure("\(first.server.localAddresses[0])"))
        #expect(error.code == .portBusy)
        #expect(error.message.contains("\(first.server.localAddresses[0])"))
        #expect(!error.remedy.isEmpty)
    }

    @Test("An address of another host is refused with a remedy")
    func foreignAddress() throws {
        #expect(try #require(failure("192.0.2.77:0")).code == .addressNotAvailable)
    }

    @Test("Without a listen address there is nothing to do")
    func nothing() {
        #expect(throws: TFTPServerError.self) { try TestServer(listen: []) }
    }

    @Test(
        "Listen addresses are read and written alike",
        arguments: ["127.0.0.1:69", "[::1]:69", "0.0.0.0:0", "[2001:db8::1]:6969"]
    )
    func listenAddresses(text: String) throws {
        #expect(try #require(ListenAddress(text)).description == text)
    }

    @Test(
        "What is no listen address is refused",
        arguments: [
            "", "69", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "::1:69", "[127.0.0.1]:69", "host:69", "[::1]",
            "[::1:69",
        ]
    )
    func noListenAddresses(text: String) {
        #expect(ListenAddress(text) == nil)
    }

    @Test("Subnets are read, and bits beyond the length ignored")
    func subnets() {
        #expect(Subnet("10.1.2.3/8")?.description == "10.0.0.0/8")
        #expect(Subnet("10.1.2.3")?.description == "10.1.2.3/32")
        #expect(Subnet("2001:db8:1::1/32")?.description == "2001:db8::/32")
        #expect(Subnet("0.0.0.0/0")?.description == "0.0.0.0/0")
        #expect(Subnet("::/0")?.description == "::/0")
        for text in ["", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::/129", "name/8"] {
            #expect(Subnet(text) == nil)
        }
    }

    @Test("The receive buffer that the kernel does not give is a warning with its remedy")
    func receiveBuffer() throws {
        let modest = try TestServer { $0.receiveBufferBytes = 4_096 }
        #expect(modest.server.warnings.isEmpty)
        // Beyond what even the forced option can account.
        let greedy = try TestServer { $0.receiveBufferBytes = Int(Int32.max) }
        #expect(greedy.server.warnings.count == 1)
        #expect(greedy.server.warnings.first?.contains("net.core.rmem_max") == true)
    }

    @Test("A receive queue that overflows is counted, and the server goes on")
    func receiveQueueDrops() async throws {
        let slow = SlowFiles()
        var settings = TFTPServerSettings(listenAddresses: [try #require(ListenAddress("127.0.0.1:0"))])
        settings.receiveBufferBytes = 4_096
        let records = Records()
        let server = try TFTPServer(settings: settings, source: slow, observer: records)
        try server.start()
        defer { server.stop() }
        let client = TestClient(server: server.localAddresses[0].port)
        for _ in 0..<200 { client.request("missing") }
        // Looked at once a second, also when nothing else happens.
        try await eventually("no drops are counted") { server.counters[.receiveQueueDrops] > 0 }
        #expect(TestClient(server: server.localAddresses[0].port).download("missing").error == 1)
    }

    @Test("IPv4 and IPv6 at once, several addresses at once")
    func severalAddresses() throws {
        let server = try TestServer(["file": pattern(100)], listen: ["127.0.0.1:0", "[::1]:0", "127.0.0.2:0"])
        #expect(server.server.localAddresses.count == 3)
        let ports = server.server.localAddresses.map(\.port)
        #expect(TestClient(server: ports[0]).download("file").bytes == pattern(100))
        #expect(TestClient(server: ports[1], isIPv6: true).download("file").bytes == pattern(100))
        let third = TestClient(server: ports[2])
        third.request("file", address: 0x7F00_0002)
        #expect(third.receive()?.address == 0x7F00_0002)
    }

    @Test("With a port range every transfer runs inside it")
    func portRange() throws {
        let base = UInt16.random(in: 20_000...29_000)
        let server = try TestServer(["file": pattern(2_000)]) { $0.portRange = base...base + 20 }
        let client = server.client()
        for _ in 0..<10 {
            let download = client.download("file")
            #expect(download.bytes == pattern(2_000))
            #expect((base...base + 20).contains(download.serverPort))
        }
    }

    @Test("A port range without free ports is refused with a remedy")
    func exhaustedRange() throws {
        let base = UInt16.random(in: 29_100...29_900)
        let error = try #require(failure("127.0.0.1:0") { $0.portRange = base...base })
        #expect(error.code == .portRangeExhausted)
    }
}
