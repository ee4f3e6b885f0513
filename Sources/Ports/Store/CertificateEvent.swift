public import ClusterModel
public import Platform

/// What became of one certificate of an SRST reference (S14).
public struct CertificateEvent: Hashable, Sendable {
    /// What happened.
    public enum Kind: String, Sendable, CaseIterable {
        /// It was accepted, in the place of any before it.
        case accepted
        /// It was fetched and rejected.
        case rejected
        /// It was removed without another in its place (S15, S18).
        case removed
    }

    /// What happened.
    public let kind: Kind
    /// When, in seconds since 1970.
    public let time: UnixTime
    /// Who did it.
    public let actor: String
    /// The certificate.
    public let certificate: AcceptedCertificate
    /// What its acceptance rested on; none when it was never accepted.
    public let basis: CertificateRecord.TrustBasis?
    /// Whether it was accepted although it was outside its validity.
    public let acceptedOutsideValidity: Bool

    /// An event with the given parts.
    public init(
        _ kind: Kind,
        time: UnixTime,
        actor: String,
        certificate: AcceptedCertificate,
        basis: CertificateRecord.TrustBasis? = nil,
        acceptedOutsideValidity: Bool = false
    ) {
        self.kind = kind
        self.time = time
        self.actor = actor
        self.certificate = certificate
        self.basis = basis
        self.acceptedOutsideValidity = acceptedOutsideValidity
    }
}
