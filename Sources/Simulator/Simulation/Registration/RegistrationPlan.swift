public import ClusterModel
public import PhoneFiles
public import Platform

/// What a phone makes of its file: where it registers, in which order, and how protected.
public struct RegistrationPlan: Hashable, Sendable {
    /// Where the port for TLS lies when the file names only the one for the clear: SIP 5060 → 5061 (RFC 3261 section
    /// 19.1.2), SCCP 2000 → 2443, its registered secure port.
    ///
    /// Files have one port for each of a gateway's addresses, and one for SCCP to a call manager; no public source tells
    /// how phones find the other, so this is a decision of the simulators.
    public static func securePort(of port: Int, _ phoneProtocol: PhoneProtocol) -> Int {
        port + (phoneProtocol == .sip ? 1 : 443)
    }

    /// The call managers, first choice first.
    public var callManagers: [Registrar]
    /// The gateway's addresses, first choice first; empty without SRST.
    public var gateways: [Registrar]
    /// Whether the file's device security mode is non-secure (S07).
    public var isNonSecure: Bool
    /// Microseconds a call manager must have been reachable before the phone returns to it.
    public var monitorDuration: UInt64
    /// The answer to S09.
    public var verdict: SecureSRSTVerdict

    /// The plan of a phone.
    ///
    /// - Parameters:
    ///   - configuration: What its file says.
    ///   - certificate: The certificate in its file, read.
    ///   - expiredCertificate: What the phone does about an expired certificate.
    ///   - asOf: The second for which validity is judged, since 1970.
    public init(
        _ configuration: PhoneConfiguration,
        certificate: AcceptedCertificate?,
        expiredCertificate: ExpiredCertificatePolicy,
        asOf: UnixTime
    ) {
        let mode = configuration.deviceSecurityMode
        let phoneProtocol = configuration.phoneProtocol
        verdict = SecurityRules.judgeSecureSRST(
            SecureSRSTFacts(
                file: mode,
                choice: Self.choice(configuration.srst, certificate),
                expiredCertificate: expiredCertificate,
                asOf: asOf
            )
        )
        isNonSecure = !mode.usesTLS
        monitorDuration = UInt64(configuration.connectionMonitorDuration) * 1_000_000
        callManagers = configuration.callManagers.map { callManager in
            let ports =
                phoneProtocol == .sip
                ? (clear: callManager.sipPort, secure: callManager.securedSIPPort)
                : (clear: callManager.sccpPort, secure: Self.securePort(of: callManager.sccpPort, .sccp))
            let port = mode.usesTLS ? ports.secure : ports.clear
            return Registrar(.callManager, address: callManager.address, port: port, mode.usesTLS ? .tls : .clear)
        }
        let isSecure = verdict.certificate != nil
        gateways = Self.endpoints(configuration.srst).map { endpoint in
            let port = isSecure ? Self.securePort(of: endpoint.port, phoneProtocol) : endpoint.port
            return Registrar(.gateway, address: endpoint.address, port: port, isSecure ? .tls : .clear)
        }
    }

    private static func choice(
        _ srst: PhoneConfiguration.SRST,
        _ certificate: AcceptedCertificate?
    ) -> SecureSRSTFacts.Choice {
        switch srst {
        case .reference(let gateway):
            .reference(label: "srst \(gateway.name)", isSecure: gateway.isSecure, certificate: certificate)
        case .disable: .disable
        case .useDefaultGateway: .useDefaultGateway
        }
    }

    private static func endpoints(_ srst: PhoneConfiguration.SRST) -> [PhoneConfiguration.Endpoint] {
        guard case .reference(let gateway) = srst else { return [] }
        return gateway.endpoints
    }
}
