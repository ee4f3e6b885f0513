public import Platform

/// The gateway's certificate that an administrator has accepted for a reference: what the rules need to know of it.
public struct AcceptedCertificate: Hashable, Sendable {
    /// The certificate's DER, exactly as it was accepted.
    public let der: [UInt8]
    /// The SHA-256 of the DER.
    public let fingerprint: SHA256Hash
    /// The first second it is valid, since 1970.
    public let notBefore: UnixTime
    /// The last second it is valid, since 1970.
    public let notAfter: UnixTime

    /// A certificate with the given bytes and validity, both ends included (RFC 5280, section 4.1.2.5).
    public init(der: [UInt8], fingerprint: SHA256Hash, notBefore: UnixTime, notAfter: UnixTime) {
        self.der = der
        self.fingerprint = fingerprint
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// How long before its last second a certificate is said to expire soon, in seconds: 30 days. Our own choice.
    public static let expiringPeriod = 30 * 86_400

    /// Whether it has expired by `second` (since 1970), or will within so many seconds of it.
    public func expires(within seconds: Int, of second: UnixTime) -> Bool {
        notAfter.seconds(since: second) <= seconds
    }
}
