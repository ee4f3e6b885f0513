extension SecurityRules {
    /// Judges the four conditions of S09: for publishing from the saved state, for a phone from its file.
    public static func judgeSecureSRST(_ facts: SecureSRSTFacts) -> SecureSRSTVerdict {
        let isMixed = facts.clusterMode == .mixed
        let judgement = judgeCertificate(facts)
        let conditions = [
            SecurityDecision.Condition(
                name: .clusterMixed,
                reason: isMixed ? nil : .clusterNonSecure,
                found: "the cluster security mode is \(facts.clusterMode.rawValue)"
            ),
            SecurityDecision.Condition(
                name: .deviceProtected,
                reason: facts.deviceSecurityMode.usesTLS ? nil : .deviceNonSecure,
                found: "\(facts.deviceLabel) is \(facts.deviceSecurityMode.rawValue)"
            ),
            referenceCondition(facts.choice),
            judgement.condition,
        ]
        let holds = conditions.allSatisfy(\.holds)
        return SecureSRSTVerdict(
            conditions: conditions,
            certificate: holds ? judgement.certificate : nil,
            keepsExpired: holds && judgement.isExpired
        )
    }

    private static func referenceCondition(_ choice: SecureSRSTFacts.Choice) -> SecurityDecision.Condition {
        switch choice {
        case .reference(let label, let isSecure, _):
            SecurityDecision.Condition(
                name: .referenceSecure,
                reason: isSecure ? nil : .referenceNonSecure,
                found: "\(label) is \(isSecure ? "secure" : "not secure")"
            )
        case .disable:
            SecurityDecision.Condition(
                name: .referenceSecure,
                reason: .srstDisabled,
                found: "the device pool's SRST choice is disable"
            )
        case .useDefaultGateway:
            SecurityDecision.Condition(
                name: .referenceSecure,
                reason: .srstDefaultGateway,
                found: "the device pool's SRST choice is use-default-gateway"
            )
        }
    }

    private struct CertificateJudgement {
        var certificate: AcceptedCertificate?
        var isExpired = false
        var condition: SecurityDecision.Condition
    }

    private static func judgeCertificate(_ facts: SecureSRSTFacts) -> CertificateJudgement {
        func judgement(
            _ certificate: AcceptedCertificate?,
            _ reason: SecurityReason?,
            isExpired: Bool = false,
            found: String
        ) -> CertificateJudgement {
            let condition = SecurityDecision.Condition(name: .certificateValid, reason: reason, found: found)
            return CertificateJudgement(certificate: certificate, isExpired: isExpired, condition: condition)
        }
        guard case .reference(let label, _, let stored) = facts.choice, let stored else {
            return judgement(nil, .noCertificate, found: "no certificate is accepted")
        }
        if facts.asOf < stored.notBefore {
            return judgement(
                nil,
                .certificateNotYetValid,
                found: "the certificate accepted for \(label) is not valid yet"
            )
        }
        guard facts.asOf > stored.notAfter else {
            return judgement(stored, nil, found: "the certificate accepted for \(label) is valid")
        }
        let found = "the certificate accepted for \(label) has expired; expired certificates are "
        return switch facts.expiredCertificate {
        case .keep: judgement(stored, nil, isExpired: true, found: found + "kept")
        case .omit: judgement(nil, .certificateExpired, isExpired: true, found: found + "left out")
        }
    }
}

/// The answer to S09.
public struct SecureSRSTVerdict: Hashable, Sendable {
    /// The four conditions with what was found.
    public let conditions: [SecurityDecision.Condition]
    /// The certificate that a phone trusts, when all four hold.
    public let certificate: AcceptedCertificate?
    /// Whether that certificate has expired, and is used all the same.
    public let keepsExpired: Bool

    /// Why a phone makes no secure SRST connection, in the order of the conditions; empty when it makes one.
    public var reasons: [SecurityReason] { conditions.compactMap(\.reason) }
}
