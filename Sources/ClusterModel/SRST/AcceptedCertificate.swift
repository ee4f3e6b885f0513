/// The gateway's certificate that an administrator has accepted for a reference: what the rules need to know of it.
public struct AcceptedCertificate: Hashable, Sendable {
    /// The certificate's DER, exactly as it was accepted.
    public let der: [UInt8]
    /// The SHA-256 of the DER: 32 bytes.
    public let fingerprint: [UInt8]
    /// The first second it is valid, since 1970.
    public let notBefore: Int
    /// The last second it is valid, since 1970.
    public let notAfter: Int

    /// A certificate with the given bytes and validity, both ends included (RFC 5280, section 4.1.2.5).
    public init(der: [UInt8], fingerprint: [UInt8], notBefore: Int, notAfter: Int) {
        self.der = der
        self.fingerprint = fingerprint
        self.notBefore = notBefore
        self.notAfter = notAfter
    }
}
