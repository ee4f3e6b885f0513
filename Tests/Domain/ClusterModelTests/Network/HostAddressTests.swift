import ClusterModel
import Documents
import Testing

@Suite("Addresses of hosts")
struct HostAddressTests {
    @Test(
        "Addresses are kept in their canonical form",
        arguments: [
            ("192.0.2.10", "192.0.2.10", .ipv4), ("0.0.0.0", "0.0.0.0", .ipv4),
            ("2001:DB8:0:0:0:0:0:1", "2001:db8::1", .ipv6), ("::", "::", .ipv6),
            ("::ffff:192.0.2.1", "::ffff:192.0.2.1", .ipv6), ("GW.Example.Net", "gw.example.net", .name),
            ("localhost", "localhost", .name), ("a_b-1.c", "a_b-1.c", .name), ("1a", "1a", .name),
            ("x--y", "x--y", .name),
        ] as [(String, String, HostAddress.Kind)]
    )
    func canonical(_ text: String, _ canonical: String, _ kind: HostAddress.Kind) throws {
        let address = try HostAddress(text)
        #expect(address.text == canonical && address.kind == kind)
        #expect(try HostAddress(address.document) == address)
    }

    @Test(
        "What is neither an address nor a host name is refused",
        arguments: [
            "", " ", "192.0.2", "192.0.2.256", "192.0.2.010", "192.0.2.1.1", "1.2.3.4 ", " 1.2.3.4", "192.0.2.1/24",
            "192.0.2.1:2000", "[::1]", "fe80::1%eth0", ":::", "1::2::3", "12345::", "300", "0x7f.1", "a b", "a..b",
            ".a", "a.", "-a", "a-", "a.-b.c", "ä.example", "日本.example", "１９２.0.2.1", "a/b", "a@b", "a\nb",
            "192.0.2.1\u{0}", "192.0.2.1\u{0}.example", "::1\u{0}", "a\u{0}b",
        ]
    )
    func refused(_ text: String) {
        #expect(throws: InvalidValue.self) { try HostAddress(text) }
    }

    @Test("A host name has at most 50 characters, and so has its longest label")
    func length() throws {
        let name = String(repeating: "a", count: 25) + "." + String(repeating: "b", count: 24)
        #expect(try HostAddress(name).text.count == 50)
        #expect(try HostAddress(String(repeating: "a", count: 50)).kind == .name)
        let refusal = #expect(throws: InvalidValue.self) { try HostAddress(name + "b") }
        #expect(refusal?.reason == "The address is longer than 50 characters.")
    }
}
