import ClusterModel
import Documents
import PhoneFiles
import Platform
import TestSupport
import Testing

@Suite("srstInfo")
struct SRSTInfoTests {
    /// The children's names and texts, in the order of the file.
    private func srstInfo(_ circumstances: Circumstances) throws -> [String] {
        let path = "/device/devicePool/srstInfo/"
        return try PhoneFileDiff.differences(from: Array("<device></device>".utf8), to: try circumstances.document())
            .filter { $0.path.hasPrefix(path) }
            .map { "\($0.path.dropFirst(path.count))=\($0.new ?? "")" }
    }

    /// A secure reference in circumstances that meet all four conditions of S09.
    private func secured(
        clusterMode: String = "mixed",
        deviceMode: String = "encrypted",
        isSecure: Bool = true,
        certificate: AcceptedCertificate? = .sample()
    ) throws -> Circumstances {
        try Circumstances(
            cluster: ["security-mode": .string(clusterMode)],
            profile: ["device-security-mode": .string(deviceMode)],
            choice: .reference(["secure": .bool(isSecure)], certificate: certificate)
        )
    }

    private let noGateway = [
        "userModifiable=false", "ipAddr1=", "port1=2000", "ipAddr2=", "port2=2000", "ipAddr3=", "port3=2000",
        "sipIpAddr1=", "sipPort1=5060", "sipIpV6Addr1=", "sipIpAddr2=", "sipPort2=5060", "sipIpAddr3=",
        "sipPort3=5060", "isSecure=false",
    ]

    @Test("disable")
    func disable() throws {
        let info = try srstInfo(try Circumstances(choice: .disable))
        #expect(info == ["name=Disable", "srstOption=Disable"] + noGateway)
    }

    @Test("use-default-gateway")
    func useDefaultGateway() throws {
        let info = try srstInfo(try Circumstances(choice: .useDefaultGateway))
        #expect(info == ["name=Use Default Gateway", "srstOption=Use Default Gateway"] + noGateway)
    }

    @Test("a reference with every address and port of its own")
    func reference() throws {
        let choice = try SecurityInput.Choice.reference([
            "name": "支店 <12>",
            "sccp": [
                ["address": "192.0.2.1", "port": 2443], ["address": "gw2.example.net"], ["address": "2001:db8::3"],
            ],
            "sip": [
                ["address": "192.0.2.4"], ["address": "192.0.2.5", "port": 5070], ["address": "2001:db8::6"],
            ],
        ])
        #expect(
            try srstInfo(try Circumstances(choice: choice)) == [
                "name=支店 <12>", "srstOption=Enable", "userModifiable=false", "ipAddr1=192.0.2.1", "port1=2443",
                "ipAddr2=gw2.example.net", "port2=2000", "ipAddr3=2001:db8::3", "port3=2000", "sipIpAddr1=192.0.2.4",
                "sipPort1=5060", "sipIpV6Addr1=", "sipIpAddr2=192.0.2.5", "sipPort2=5070", "sipIpAddr3=2001:db8::6",
                "sipPort3=5060", "isSecure=false",
            ]
        )
    }

    @Test("a first SIP address of IPv6 stands in its own element, and the phone is told to use both")
    func ipv6() throws {
        let choice = try SecurityInput.Choice.reference(["sip": [["address": "2001:DB8::1", "port": 5070]]])
        let circumstances = try Circumstances(choice: choice)
        let info = try srstInfo(circumstances)
        #expect(info.contains("sipIpAddr1="))
        #expect(info.contains("sipPort1=5070"))
        #expect(info.contains("sipIpV6Addr1=2001:db8::1"))
        #expect(try circumstances.text(at: "/device/ipAddressMode") == "2")
        #expect(try Circumstances().text(at: "/device/ipAddressMode") == "0")
    }

    @Test("S09: the certificate stands behind isSecure when all four conditions hold")
    func certificate() throws {
        for mode in ["authenticated", "encrypted"] {
            let info = try srstInfo(try secured(deviceMode: mode))
            #expect(info.suffix(2) == ["isSecure=true", "srstCertificate=Zm9vYmFy"])
        }
    }

    @Test("S09: no certificate element when a condition fails; isSecure needs only the first and the third")
    func noCertificate() throws {
        #expect(try srstInfo(try secured(clusterMode: "non-secure")).last == "isSecure=false")
        #expect(try srstInfo(try secured(deviceMode: "non-secure")).last == "isSecure=true")
        #expect(try srstInfo(try secured(isSecure: false)).last == "isSecure=false")
        #expect(try srstInfo(try secured(certificate: nil)).last == "isSecure=true")
        let expired = AcceptedCertificate(der: [1], fingerprint: .repeating(7), notBefore: 0, notAfter: 1)
        #expect(try srstInfo(try secured(certificate: expired)).last == "isSecure=true")
    }

    @Test("S08: in a non-secure cluster the file is that of a non-secure reference and profile")
    func nonSecureCluster() throws {
        let secure = try secured(clusterMode: "non-secure")
        let plain = try secured(clusterMode: "non-secure", deviceMode: "non-secure", isSecure: false, certificate: nil)
        #expect(try secure.document() == (try plain.document()))
        let before = try secured().document()
        #expect(try secured().document() == before)
    }

    @Test(
        "the certificate is base 64 (the vectors of RFC 4648, section 10)",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ]
    )
    func base64(bytes: String, text: String) throws {
        let circumstances = try secured(certificate: .sample(der: Array(bytes.utf8)))
        #expect(try circumstances.text(at: "/device/devicePool/srstInfo/srstCertificate") == text)
    }

    @Test("a certificate of any size stands on one line and uses the whole alphabet")
    func oneLine() throws {
        let der = (0..<3_000).map { UInt8(truncatingIfNeeded: $0 &* 167) }
        let text = try secured(certificate: .sample(der: der)).text(at: "/device/devicePool/srstInfo/srstCertificate")
        #expect(text?.utf8.count == 4_000)
        #expect(text.map { Set($0).count } == 64)
        #expect(text?.contains { $0.isWhitespace } == false)
    }
}
