public import Platform

/// What the four conditions of S09 are judged by: taken from the saved state, or by a phone from its file.
public struct SecureSRSTFacts: Hashable, Sendable {
    /// The SRST choice.
    public enum Choice: Hashable, Sendable {
        /// A reference.
        ///
        /// - label: What it is called in messages.
        /// - isSecure: *Is SRST Secure?*
        /// - certificate: The one accepted for it, or the one in the phone's file.
        case reference(label: String, isSecure: Bool, certificate: AcceptedCertificate?)
        /// No SRST.
        case disable
        /// The phone's default router.
        case useDefaultGateway
    }

    /// The cluster security mode.
    public var clusterMode: ClusterSecurityMode
    /// The device security mode.
    public var deviceSecurityMode: DeviceSecurityMode
    /// What the device security mode was found in.
    public var deviceLabel: String
    /// The SRST choice.
    public var choice: Choice
    /// What becomes of expired certificates.
    public var expiredCertificate: ExpiredCertificatePolicy
    /// The second for which validity is judged, since 1970.
    public var asOf: UnixTime

    /// The facts as a phone finds them in its file.
    ///
    /// The file does not name the cluster security mode. It is mixed when the file says anything that only a mixed
    /// cluster's file says: a device security mode above non-secure, or a secure reference (S07).
    ///
    /// - Parameters:
    ///   - mode: `deviceSecurityMode`.
    ///   - choice: `srstInfo` with its certificate.
    ///   - expiredCertificate: What the phone does about an expired certificate.
    ///   - asOf: The second for which validity is judged, since 1970.
    public init(
        file mode: DeviceSecurityMode,
        choice: Choice,
        expiredCertificate: ExpiredCertificatePolicy,
        asOf: UnixTime
    ) {
        var isSecure = false
        if case .reference(_, true, _) = choice { isSecure = true }
        clusterMode = mode.usesTLS || isSecure ? .mixed : .nonSecure
        deviceSecurityMode = mode
        deviceLabel = "the file's deviceSecurityMode"
        self.choice = choice
        self.expiredCertificate = expiredCertificate
        self.asOf = asOf
    }

    /// The facts of the saved state.
    init(_ input: SecurityInput) {
        clusterMode = input.clusterMode
        deviceSecurityMode = input.profile.deviceSecurityMode
        deviceLabel = input.profile.label
        choice =
            switch input.choice {
            case .reference(let reference, let certificate):
                .reference(label: reference.label, isSecure: reference.isSecure, certificate: certificate)
            case .disable: .disable
            case .useDefaultGateway: .useDefaultGateway
            }
        expiredCertificate = input.expiredCertificate
        asOf = input.asOf
    }
}
