/// The security rules (S07–S09): pure functions, so that publishing, explaining and simulating cannot disagree.
public enum SecurityRules {
    /// Decides what a phone's file says about security, with the reasons.
    public static func decide(_ input: SecurityInput) -> SecurityDecision {
        let isMixed = input.clusterMode == .mixed
        let effective = isMixed ? input.profile.deviceSecurityMode : .nonSecure
        let verdict = judgeSecureSRST(SecureSRSTFacts(input))
        return SecurityDecision(
            deviceSecurityMode: effective,
            transportLayerProtocol: transport(input.profile, effective: effective),
            capfAuthenticationMode: effective.usesTLS ? input.profile.capfAuthentication : .none,
            srstIsSecure: isMixed && isSecure(input.choice),
            certificate: verdict.certificate,
            keepsExpired: verdict.keepsExpired,
            conditions: verdict.conditions
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
}
