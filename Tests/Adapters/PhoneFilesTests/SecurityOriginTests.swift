import ClusterModel
import Documents
import TestSupport
import Testing

@testable import PhoneFiles

@Suite("S09: why the security elements are as they are")
struct SecurityOriginTests {
    private static func circumstances(
        _ mode: String,
        _ profile: Circumstances.Fields,
        _ choice: SecurityInput.Choice = .disable
    ) throws -> Circumstances {
        try Circumstances(
            cluster: ["security-mode": .string(mode)],
            profile: profile,
            choice: choice,
            phone: ["protocol": profile["protocol"] ?? "sip"]
        )
    }

    private static let encrypted: Circumstances.Fields = [
        "device-security-mode": "encrypted", "capf-authentication": "null-string", "transport": "udp",
    ]

    @Test("S07: in a mixed cluster the profile's word counts, in a non-secure one the cluster's")
    func modes() throws {
        func origins(_ mode: String, _ profile: Circumstances.Fields) throws -> [String] {
            let circumstances = try Self.circumstances(mode, profile)
            return try ["deviceSecurityMode", "transportLayerProtocol", "capfAuthMode"].map { path in
                let element = try circumstances.explained(path)
                #expect(element.isSecurity)
                return "\(element.source.rawValue): \(element.reason ?? "")"
            }
        }
        #expect(
            try origins("mixed", Self.encrypted) == [
                "security-profile: encrypted", "computed: TLS, as the device is protected",
                "security-profile: null-string",
            ]
        )
        #expect(
            try origins("non-secure", Self.encrypted) == [
                "computed: the cluster security mode is non-secure", "security-profile: udp",
                "computed: the device is non-secure",
            ]
        )
        #expect(try origins("non-secure", [:]).first == "security-profile: non-secure")
        #expect(try origins("mixed", ["protocol": "sccp"])[1] == "computed: always so for SCCP")
    }

    @Test("S09: isSecure and the certificate say which condition decided")
    func secureSRST() throws {
        func reasons(_ mode: String, _ choice: SecurityInput.Choice) throws -> [String?] {
            let circumstances = try Self.circumstances(mode, Self.encrypted, choice)
            return try ["isSecure", "srstCertificate"].map { name in
                let element = try circumstances.explained("devicePool/srstInfo/\(name)")
                #expect(element.isSecurity)
                #expect((element.value == nil) == (name != "isSecure" && circumstances.decision.certificate == nil))
                return element.reason
            }
        }
        let secure = try SecurityInput.Choice.reference(["secure": true], certificate: .sample())
        #expect(
            try reasons("mixed", secure) == [
                "the cluster is mixed and the reference secure",
                "all four conditions of a secure SRST connection hold",
            ]
        )
        #expect(
            try reasons("non-secure", secure) == [
                "the cluster security mode is non-secure", "cluster-non-secure",
            ]
        )
        #expect(
            try reasons("mixed", .reference()) == [
                "the reference is not secure", "reference-non-secure, no-certificate",
            ]
        )
        #expect(
            try reasons("mixed", .disable) == [
                "the device pool names no SRST reference", "srst-disabled, no-certificate",
            ]
        )
    }

    @Test("S07: no other element is told with the conditions")
    func others() throws {
        let elements = try Self.circumstances("mixed", Self.encrypted).explained().filter(\.isSecurity)
        #expect(
            elements.map { $0.path.split(separator: "/").last ?? "" } == [
                "isSecure", "srstCertificate", "deviceSecurityMode", "transportLayerProtocol", "capfAuthMode",
            ]
        )
    }
}
