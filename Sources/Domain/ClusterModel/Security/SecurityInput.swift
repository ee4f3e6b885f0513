public import Platform

/// All that the security of one phone's file depends on.
public struct SecurityInput: Hashable, Sendable {
    /// A device pool's choice with the reference it names filled in.
    public enum Choice: Hashable, Sendable {
        /// A reference, and the certificate accepted for it if there is one.
        case reference(SRSTReference, AcceptedCertificate?)
        /// No SRST.
        case disable
        /// The phone's default router.
        case useDefaultGateway
    }

    /// The cluster security mode.
    public var clusterMode: ClusterSecurityMode
    /// What becomes of expired certificates.
    public var expiredCertificate: ExpiredCertificatePolicy
    /// The phone's security profile.
    public var profile: PhoneSecurityProfile
    /// The device pool's SRST choice.
    public var choice: Choice
    /// The second for which validity is judged, since 1970.
    public var asOf: UnixTime

    /// The given circumstances.
    public init(
        clusterMode: ClusterSecurityMode,
        expiredCertificate: ExpiredCertificatePolicy,
        profile: PhoneSecurityProfile,
        choice: Choice,
        asOf: UnixTime
    ) {
        self.clusterMode = clusterMode
        self.expiredCertificate = expiredCertificate
        self.profile = profile
        self.choice = choice
        self.asOf = asOf
    }
}
