import ClusterModel
import Documents
import Platform
import TestSupport
import Testing

/// One combination of everything the security of a phone's file depends on.
struct SecurityCase: Sendable, CustomTestStringConvertible {
    enum Stored: String, CaseIterable {
        case none
        case valid
        case expired
        case notYetValid
    }

    enum Choice: String, CaseIterable {
        case reference
        case disable
        case useDefaultGateway
    }

    static let now: UnixTime = 1_800_000_000

    var isMixed = true
    var keepsExpired = false
    var mode = "encrypted"
    /// The profile's protocol and its transport.
    var transport = (phoneProtocol: "sip", name: "tcp-or-udp")
    var capf = "null-string"
    var choice = Choice.reference
    var isReferenceSecure = true
    var stored = Stored.valid

    var testDescription: String {
        "\(isMixed ? "mixed" : "non-secure"), \(mode) \(transport.phoneProtocol) \(transport.name), \(choice.rawValue), "
            + "\(isReferenceSecure ? "secure" : "not secure"), \(stored.rawValue), \(keepsExpired ? "keep" : "omit")"
    }

    func certificate() -> AcceptedCertificate? {
        let validity: (UnixTime, UnixTime)
        switch stored {
        case .none: return nil
        case .valid: validity = (Self.now - 10, Self.now + 10)
        case .expired: validity = (Self.now - 10, Self.now - 1)
        case .notYetValid: validity = (Self.now + 1, Self.now + 10)
        }
        return AcceptedCertificate(
            der: [0x30, 0x01, UInt8(stored.rawValue.count)],
            fingerprint: .repeating(7),
            notBefore: validity.0,
            notAfter: validity.1
        )
    }

    func decision() throws -> SecurityDecision {
        let profile = try PhoneSecurityProfile.example([
            "protocol": .string(transport.phoneProtocol), "transport": .string(transport.name),
            "device-security-mode": .string(mode), "capf-authentication": .string(capf),
        ])
        let resolved: SecurityInput.Choice =
            switch choice {
            case .reference: .reference(try .example(["secure": .bool(isReferenceSecure)]), certificate())
            case .disable: .disable
            case .useDefaultGateway: .useDefaultGateway
            }
        return SecurityRules.decide(
            SecurityInput(
                clusterMode: isMixed ? .mixed : .nonSecure,
                expiredCertificate: keepsExpired ? .keep : .omit,
                profile: profile,
                choice: resolved,
                asOf: Self.now
            )
        )
    }

    /// Every combination.
    static let all: [SecurityCase] = {
        let transports = [("sccp", "tcp-or-udp"), ("sip", "tcp-or-udp"), ("sip", "tcp"), ("sip", "udp")]
        let capfModes = [
            "none", "authentication-string", "null-string", "existing-certificate",
            "manufacturer-installed-certificate",
        ]
        var cases: [SecurityCase] = []
        for isMixed in [false, true] {
            for keepsExpired in [false, true] {
                for mode in ["non-secure", "authenticated", "encrypted"] {
                    for transport in transports {
                        for capf in capfModes {
                            for choice in Choice.allCases {
                                for isReferenceSecure in [false, true] {
                                    for stored in Stored.allCases {
                                        cases.append(
                                            SecurityCase(
                                                isMixed: isMixed,
                                                keepsExpired: keepsExpired,
                                                mode: mode,
                                                transport: transport,
                                                capf: capf,
                                                choice: choice,
                                                isReferenceSecure: isReferenceSecure,
                                                stored: stored
                                            )
                                        )
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        return cases
    }()
}
