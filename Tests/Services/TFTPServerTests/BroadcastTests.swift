import CDatagram
import Glibc
import TFTPServer
import TestSupport
import Testing

/// RFC 1123 section 4.2.3.5: whoever answers a broadcast answers with everybody else who does.
@Suite("Requests to broadcast and multicast addresses")
struct BroadcastTests {
    private static let broadcast: UInt32 = 0x7FFF_FFFF
    private static let allHosts: UInt32 = 0xE000_0001

    private func expectSilence(_ server: TFTPServer, port: UInt16, packets: Int, to addresses: [UInt32]) {
        let client = TestClient(server: port)
        client.allowGroups()
        for address in addresses { client.request("file", address: address) }
        #expect(comesToHold { server.counters[.droppedBroadcast] >= packets })
        // What is for one host only is answered, after them.
        client.request("file")
        #expect(client.receive()?.address == TestClient.loopback)
        #expect(client.hasNothing)
        #expect(server.counters[.droppedBroadcast] == packets)
        #expect(server.counters[.requests] == 1)
    }

    @Test("They are ignored and counted, by each worker that hears them", arguments: [1, 3], [false, true])
    func ignored(workers: Int, singlePort: Bool) throws {
        let server = try TestServer(["file": pattern(100)], listen: ["0.0.0.0:0"]) {
            $0.workers = workers
            $0.singlePort = singlePort
        }
        expectSilence(server.server, port: server.port, packets: 2 * workers, to: [Self.broadcast, Self.allHosts])
    }

    @Test("On an IPv6 socket for both families, too")
    func bothFamilies() throws {
        let descriptor = datagram_open(datagram_reach_both)
        var anywhere = datagram_address(high: 0, low: 0, scope: 0, port: 0, family: 6)
        try #require(datagram_bind(descriptor, datagram_reach_both, &anywhere) == 0)
        let server = try TFTPServer(
            settings: TFTPServerSettings(listenAddresses: []),
            adopting: [descriptor],
            source: MemoryFiles(["file": pattern(100)]),
            observer: Records()
        )
        try server.start()
        defer { server.stop() }
        expectSilence(server, port: server.localAddresses[0].port, packets: 1, to: [Self.broadcast])
    }

    @Test("IPv6 has multicast only", .enabled(if: NetworkNamespace.isAvailable && Tunnel.isAvailable))
    func multicast6() throws {
        try NetworkNamespace.run {
            // So that it need not be waited until its address can be used, where the system lets that be said.
            let setting = open("/proc/sys/net/ipv6/conf/default/accept_dad", O_WRONLY)
            write(setting, "0", 1)
            close(setting)
            let tunnel = try Tunnel()
            let server = try TestServer(["file": pattern(100)], listen: ["[::]:0"])
            let client = server.client()
            client.host6.__in6_u.__u6_addr16 = (UInt16(0xFF02).bigEndian, 0, 0, 0, 0, 0, 0, UInt16(1).bigEndian)
            client.scope = tunnel.index
            let isHeard = comesToHold {
                // Until its address can be used.
                client.request("file")
                return server.server.counters[.droppedBroadcast] > 0
            }
            #expect(isHeard)
            client.host6 = in6addr_loopback
            client.scope = 0
            client.request("file")
            #expect(client.receive() != nil)
            #expect(client.hasNothing)
        }
    }
}

/// An interface that multicasts are sent over, with an address of its own; whatever leaves by it is lost.
private final class Tunnel {
    static let isAvailable = access("/dev/net/tun", R_OK | W_OK) == 0

    private struct Refused: Error {}

    let index: UInt32
    private let descriptor = open("/dev/net/tun", O_RDWR)

    init() throws {
        // struct ifreq: the name, and IFF_TUN | IFF_NO_PI.
        var request = [UInt8]("tun0".utf8) + [UInt8](repeating: 0, count: 36)
        (request[16], request[17]) = (0x01, 0x10)
        let setTunnel: UInt = 0x4004_54CA
        guard ioctl(descriptor, setTunnel, &request) == 0 else { throw Refused() }
        let socket = socket(AF_INET6, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(socket) }
        // IFF_UP | IFF_MULTICAST.
        let setFlags: UInt = 0x8914
        guard ioctl(socket, setFlags, &request) == 0 else { throw Refused() }
        index = if_nametoindex("tun0")
        // struct in6_ifreq: fe80::2, 64 bits of it the prefix, and the interface.
        var address: [UInt8] = [0xFE, 0x80] + [UInt8](repeating: 0, count: 13) + [2]
        for word in [64, index] { withUnsafeBytes(of: word) { address += $0 } }
        let setAddress: UInt = 0x8916
        guard ioctl(socket, setAddress, &address) == 0 else { throw Refused() }
    }

    deinit { close(descriptor) }
}
