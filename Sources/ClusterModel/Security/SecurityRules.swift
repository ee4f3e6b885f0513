/// The security rules (S07–S09): one pure function, so that publishing, explaining and simulating cannot disagree.
public enum SecurityRules {
    /// Decides what a phone's file says about security, with the reasons.
    public static func decide(_ input: SecurityInput) -> SecurityDecision {
        let isMixed = input.clusterMode == .mixed
        let effective = isMixed ? input.profile.deviceSecurityMode : .nonSecure
        let certificate = judgeCertificate(input)
        let conditions = [
            SecurityDecision.Condition(
                name: .clusterMixed,
                reason: isMixed ? nil : .clusterNonSecure,
                found: "the cluster security mode is \(input.clusterMode.rawValue)"
            ),
            SecurityDecision.Condition(
                name: .deviceProtected,
                reason: input.profile.deviceSecurityMode.usesTLS ? nil : .deviceNonSecure,
                found: "\(input.profile.label) is \(input.profile.deviceSecurityMode.rawValue)"
            ),
            referenceCondition(input.choice),
            certificate.condition,
        ]
        let embeds = conditions.allSatisfy(\.holds)
        return SecurityDecision(
            deviceSecurityMode: effective,
            transportLayerProtocol: transport(input.profile, effective: effective),
            capfAuthenticationMode: effective.usesTLS ? input.profile.capfAuthentication : .none,
            srstIsSecure: isMixed && isSecure(input.choice),
            certificate: embeds ? certificate.certificate : nil,
            keepsExpired: embeds && certificate.isExpired,
            conditions: conditions
        )
    }

    private static func transport(_ profile: PhoneSecurityProfile, effective: DeviceSecurityMode) -> Int {
        switch (profile.phoneProtocol, profile.transport) {
        case (.sccp, _): 4
        case (.sip, _) where effective.usesTLS: 3
        case (.sip, .tcp): 1
        case (.sip, .udp): 2
        case (.sip, .tcpOrUDP): 4
        }
    }

    private static func isSecure(_ choice: SecurityInput.Choice) -> Bool {
        guard case .reference(let reference, _) = choice else { return false }
        return reference.isSecure
    }

    private static func referenceCondition(_ choice: SecurityInput.Choice) -> SecurityDecision.Condition {
        switch choice {
        case .reference(let reference, _):
            SecurityDecision.Condition(
                name: .referenceSecure,
                reason: reference.isSecure ? nil : .referenceNonSecure,
                found: "\(reference.label) is \(reference.isSecure ? "secure" : "not secure")"
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

    private static func judgeCertificate(_ input: SecurityInput) -> CertificateJudgement {
        func judgement(
            _ certificate: AcceptedCertificate?,
            _ reason: SecurityReason?,
            isExpired: Bool = false,
            found: String
        ) -> CertificateJudgement {
            let condition = SecurityDecision.Condition(name: .certificateValid, reason: reason, found: found)
            return CertificateJudgement(certificate: certificate, isExpired: isExpired, condition: condition)
        }
        guard case .reference(let reference, let stored) = input.choice, let stored else {
            return judgement(nil, .noCertificate, found: "no certificate is accepted")
        }
        if input.asOf < stored.notBefore {
            return judgement(
                nil,
                .certificateNotYetValid,
                found: "the certificate accepted for \(reference.label) is not valid yet"
            )
        }
        guard input.asOf > stored.notAfter else {
            return judgement(stored, nil, found: "the certificate accepted for \(reference.label) is valid")
        }
        let found = "the certificate accepted for \(reference.label) has expired; expired certificates are "
        return switch input.expiredCertificate {
        case .keep: judgement(stored, nil, isExpired: true, found: found + "kept")
        case .omit: judgement(nil, .certificateExpired, isExpired: true, found: found + "left out")
        }
    }
}
