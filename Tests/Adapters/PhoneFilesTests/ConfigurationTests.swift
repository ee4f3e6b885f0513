import ClusterModel
import Documents
import Platform
import TestSupport
import Testing

@testable import PhoneFiles

@Suite("What a phone takes from its file")
struct ConfigurationTests {
    @Test("A SIP phone finds its call managers, its gateway and its times")
    func sip() throws {
        let circumstances = try Circumstances(
            cluster: ["security-mode": "mixed"],
            group: [
                "members": [
                    ["address": "cm1.example.net"],
                    ["address": "192.0.2.2", "sip-port": 5_070, "secured-sip-port": 5_071, "sccp-port": 2_001],
                ]
            ],
            pool: ["connection-monitor-duration": 30],
            profile: ["device-security-mode": "authenticated"],
            choice: .reference(
                ["secure": true, "sip": [["address": "2001:db8::1"], ["address": "gw.example.net", "port": 5_080]]],
                certificate: .sample()
            )
        )
        let read = try PhoneConfiguration(parsing: try circumstances.document())
        #expect(
            read
                == PhoneConfiguration(
                    phoneProtocol: .sip,
                    deviceSecurityMode: .authenticated,
                    callManagers: [
                        .init(address: "cm1.example.net", sccpPort: 2_000, sipPort: 5_060, securedSIPPort: 5_061),
                        .init(address: "192.0.2.2", sccpPort: 2_001, sipPort: 5_070, securedSIPPort: 5_071),
                    ],
                    srst: .reference(
                        .init(
                            name: "branch-12",
                            endpoints: [
                                .init(address: "2001:db8::1", port: 5_060),
                                .init(address: "gw.example.net", port: 5_080),
                            ],
                            isSecure: true,
                            certificate: Array("foobar".utf8)
                        )
                    ),
                    connectionMonitorDuration: 30,
                    versionStamp: "1-2"
                )
        )
    }

    @Test("An SCCP phone takes the gateway's SCCP addresses")
    func sccp() throws {
        let circumstances = try Circumstances(
            choice: .reference(["sccp": [["address": "192.0.2.9", "port": 2_005]], "sip": [["address": "192.0.2.8"]]]),
            phone: ["protocol": "sccp", "model": "7962"]
        )
        let read = try PhoneConfiguration(parsing: try circumstances.document())
        guard case .reference(let gateway) = read.srst else {
            Issue.record("no gateway")
            return
        }
        #expect(read.phoneProtocol == .sccp && gateway.endpoints == [.init(address: "192.0.2.9", port: 2_005)])
        #expect(gateway.certificate == nil && !gateway.isSecure)
    }

    @Test("disable and use-default-gateway are not taken for a gateway")
    func noGateway() throws {
        let disabled = try PhoneConfiguration(parsing: try Circumstances(choice: .disable).document())
        #expect(disabled.srst == .disable)
        let router = try PhoneConfiguration(parsing: try Circumstances(choice: .useDefaultGateway).document())
        #expect(router.srst == .useDefaultGateway)
    }

    @Test("The default file names call managers only")
    func defaultFile() throws {
        let circumstances = try Circumstances()
        let body = try DefaultFileRenderer.body(cluster: circumstances.cluster, group: circumstances.group)
        let read = try PhoneConfiguration(parsing: body.bytes)
        #expect(read.callManagers.map(\.address) == ["192.0.2.1"])
        #expect(read.srst == .disable && read.deviceSecurityMode == .nonSecure)
    }

    @Test("A file with a value that no phone can use is refused, and the value is not quoted")
    func refused() throws {
        let file = String(decoding: try Circumstances().document(), as: UTF8.self)
        let changes = [
            ("<deviceSecurityMode>1<", "<deviceSecurityMode>secret<"), ("<sipPort>5060<", "<sipPort>70000<"),
            ("<srstOption>Disable<", "<srstOption>secret<"), ("<deviceProtocol>SIP</deviceProtocol>", ""),
            ("<members>", "<secret>"),
        ]
        for (old, new) in changes {
            let bytes = Array(file.replacing(old, with: new).utf8)
            #expect(bytes != Array(file.utf8), "\(old)")
            let error = #expect(throws: PhoneFileError.self, "\(old)") { try PhoneConfiguration(parsing: bytes) }
            if error?.code != "malformed-xml" { #expect(error?.message.contains("secret") == false) }
        }
        #expect(throws: PhoneFileError.self) { try PhoneConfiguration(parsing: Array("<other/>".utf8)) }
    }

    @Test(
        "S09: A phone that judges its file and the rules that made it never disagree",
        arguments: ["mixed", "non-secure"],
        ["non-secure", "authenticated", "encrypted"]
    )
    func agreement(clusterMode: String, deviceMode: String) throws {
        let certificates: [AcceptedCertificate?] = [
            nil, .sample(), .valid(1_600, 2_000), .valid(1_000, 1_400),
        ]
        var choices: [SecurityInput.Choice] = [.disable, .useDefaultGateway]
        for isSecure in [false, true] {
            choices += try certificates.map { try .reference(["secure": .bool(isSecure)], certificate: $0) }
        }
        for choice in choices {
            for policy in ExpiredCertificatePolicy.allCases {
                let circumstances = try Circumstances(
                    cluster: ["security-mode": .string(clusterMode), "expired-certificate": policy.document],
                    profile: ["device-security-mode": .string(deviceMode)],
                    choice: choice
                )
                let read = try PhoneConfiguration(parsing: try circumstances.document())
                var found = SecureSRSTFacts.Choice.disable
                switch (read.srst, choice) {
                case (.reference(let gateway), .reference(_, let stored)):
                    // The file carries the bytes; their validity is that of the certificate they came from.
                    #expect(gateway.certificate == nil || gateway.certificate == stored?.der)
                    let certificate = gateway.certificate == nil ? nil : stored
                    found = .reference(label: gateway.name, isSecure: gateway.isSecure, certificate: certificate)
                case (.useDefaultGateway, .useDefaultGateway): found = .useDefaultGateway
                case (.disable, .disable): found = .disable
                default: Issue.record("\(read.srst) is not \(choice)")
                }
                let verdict = SecurityRules.judgeSecureSRST(
                    SecureSRSTFacts(
                        file: read.deviceSecurityMode,
                        choice: found,
                        expiredCertificate: policy,
                        asOf: 1_500
                    )
                )
                #expect(verdict.certificate == circumstances.decision.certificate, "\(choice) \(policy)")
                #expect(verdict.keepsExpired == circumstances.decision.keepsExpired)
                #expect(verdict.reasons.isEmpty == circumstances.decision.reasons.isEmpty)
            }
        }
    }

    @Test("Base 64 is read as it is written, and in no other way")
    func base64() {
        for count in 0..<20 as Range<UInt8> {
            let bytes = (0..<count).map { $0 &* 37 &+ 200 }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
        for text in ["Zg", "Zg=", "Zh==", "Zg==Zg==", "Z g=", "Zm9\n", "====", "Zm=v"] {
            #expect(Base64.decode(text) == nil, "\(text)")
        }
    }
}

extension AcceptedCertificate {
    /// One that is valid from one second to another.
    fileprivate static func valid(_ notBefore: UnixTime, _ notAfter: UnixTime) -> AcceptedCertificate {
        AcceptedCertificate(
            der: Array("foobar".utf8),
            fingerprint: .repeating(7),
            notBefore: notBefore,
            notAfter: notAfter
        )
    }
}
