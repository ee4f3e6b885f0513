public import ClusterModel
public import Platform

/// A certificate accepted for an SRST reference, and how it came to be trusted (S14).
public struct CertificateRecord: Hashable, Sendable {
    /// What the acceptance rests on.
    public enum TrustBasis: String, Sendable, CaseIterable {
        /// The administrator compared or gave the fingerprint.
        case verified
        /// The administrator accepted it as it came.
        case firstUse = "first-use"
        /// The administrator gave the file.
        case file
    }

    /// The certificate.
    public let certificate: AcceptedCertificate
    /// When it was accepted, in seconds since 1970.
    public let acceptedAt: UnixTime
    /// Who accepted it.
    public let acceptedBy: String
    /// What the acceptance rests on.
    public let basis: TrustBasis
    /// Whether it was accepted although it was outside its validity (`--accept-expired`).
    public let acceptedOutsideValidity: Bool

    /// A record with the given parts.
    public init(
        certificate: AcceptedCertificate,
        acceptedAt: UnixTime,
        acceptedBy: String,
        basis: TrustBasis,
        acceptedOutsideValidity: Bool
    ) {
        self.certificate = certificate
        self.acceptedAt = acceptedAt
        self.acceptedBy = acceptedBy
        self.basis = basis
        self.acceptedOutsideValidity = acceptedOutsideValidity
    }
}
