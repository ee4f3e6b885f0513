public import Platform

/// A certificate that vouches for phones' certificates (S06).
public struct AuthorityRecord: Hashable, Sendable {
    /// Whose it is.
    public enum Role: String, Sendable, CaseIterable {
        /// The root of the cluster's CAPF, which signs locally significant certificates; there is at most one.
        case capf
        /// Another issuer of phones' certificates, for instance a manufacturer's.
        case issuer
    }

    /// Whose it is.
    public let role: Role
    /// The certificate's DER, exactly as it was given.
    public let der: [UInt8]
    /// The SHA-256 of the DER: 32 bytes.
    public let fingerprint: SHA256Hash
    /// When it was added, in seconds since 1970.
    public let addedAt: UnixTime
    /// Who added it.
    public let addedBy: String

    /// A record with the given parts.
    public init(role: Role, der: [UInt8], fingerprint: SHA256Hash, addedAt: UnixTime, addedBy: String) {
        self.role = role
        self.der = der
        self.fingerprint = fingerprint
        self.addedAt = addedAt
        self.addedBy = addedBy
    }
}
