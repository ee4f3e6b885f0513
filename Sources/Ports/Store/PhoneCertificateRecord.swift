public import Platform

/// A phone's certificate as it was imported; never its key (S06).
public struct PhoneCertificateRecord: Hashable, Sendable {
    /// Who made it.
    public enum Kind: String, Sendable, CaseIterable {
        /// Locally significant: issued by the cluster's CAPF. A phone that has one uses it.
        case lsc
        /// Installed by the manufacturer.
        case mic
    }

    /// Who made it.
    public let kind: Kind
    /// The certificate's DER, exactly as it was given.
    public let der: [UInt8]
    /// The SHA-256 of the DER: 32 bytes.
    public let fingerprint: SHA256Hash
    /// The MD5 of the DER, 16 bytes: what the phone's file calls it by (`certHash`).
    public let md5: [UInt8]
    /// When it was imported, in seconds since 1970.
    public let importedAt: UnixTime
    /// Who imported it.
    public let importedBy: String

    /// A record with the given parts.
    public init(
        kind: Kind,
        der: [UInt8],
        fingerprint: SHA256Hash,
        md5: [UInt8],
        importedAt: UnixTime,
        importedBy: String
    ) {
        self.kind = kind
        self.der = der
        self.fingerprint = fingerprint
        self.md5 = md5
        self.importedAt = importedAt
        self.importedBy = importedBy
    }
}
