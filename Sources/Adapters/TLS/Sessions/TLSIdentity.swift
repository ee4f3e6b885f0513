public import Certificates

/// What one end of a TLS connection shows and proves to the other.
public struct TLSIdentity: Sendable {
    /// The certificate that is shown.
    public let certificate: Certificate
    /// Its key.
    public let key: PrivateKey

    /// A certificate with its key.
    ///
    /// - Throws: `key-mismatch` when the key is another certificate's.
    public init(_ certificate: Certificate, key: PrivateKey) throws(CertificateError) {
        try key.check(certificate)
        self.certificate = certificate
        self.key = key
    }
}
