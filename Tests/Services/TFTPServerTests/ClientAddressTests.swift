import Serving
import Testing

@Suite("Clients' addresses as text")
struct ClientAddressTests {
    private func client(_ high: UInt64, _ low: UInt64, scope: UInt32 = 0, isIPv6: Bool = true) -> ClientAddress {
        ClientAddress(high: high, low: low, scope: scope, port: 50_000, isIPv6: isIPv6)
    }

    @Test(
        "An address reads as people write it, IPv6 in its shortest form and in brackets before a port (RFC 5952)",
        arguments: [
            (0, 0xC000_0207, false, 0, "192.0.2.7", "192.0.2.7:50000"),
            (0, 0x0A64_0963, false, 0, "10.100.9.99", "10.100.9.99:50000"),
            (0, 0xFFFF_FFFF, false, 0, "255.255.255.255", "255.255.255.255:50000"),
            (0, 0, false, 0, "0.0.0.0", "0.0.0.0:50000"),
            (0x2001_0DB8_0000_0000, 1, true, 0, "2001:db8::1", "[2001:db8::1]:50000"),
            (0xFE80_0000_0000_0000, 0xA, true, 3, "fe80::a%3", "[fe80::a%3]:50000"),
        ] as [(UInt64, UInt64, Bool, UInt32, String, String)]
    )
    func text(_ high: UInt64, _ low: UInt64, _ isIPv6: Bool, _ scope: UInt32, _ host: String, _ whole: String) {
        let client = client(high, low, scope: scope, isIPv6: isIPv6)
        #expect(client.host == host)
        #expect(client.description == whole)
        var bytes: [UInt8] = []
        client.append(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == whole)
    }
}
