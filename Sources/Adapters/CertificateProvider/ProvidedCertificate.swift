public import Certificates
public import TLS

/// The certificate that a gateway's certificate provider presented: obtained, not judged.
public struct ProvidedCertificate: Sendable {
    /// Where and how it was presented.
    public struct Presentation: Hashable, Sendable {
        /// The provider's numeric address and its port.
        public let address: String
        /// The version of TLS.
        public let version: TLSVersion
        /// OpenSSL's name of the cipher suite.
        public let cipherSuite: String

        /// A presentation with the given parts.
        public init(address: String, version: TLSVersion, cipherSuite: String) {
            self.address = address
            self.version = version
            self.cipherSuite = cipherSuite
        }
    }

    /// The certificate.
    public let certificate: Certificate
    /// One for each address; every one presented it twice.
    public let presentations: [Presentation]
    /// Addresses of a name that did not answer while another one of the same name did.
    public let passedOver: [CertificateError]

    /// What was obtained, with the given parts.
    public init(certificate: Certificate, presentations: [Presentation], passedOver: [CertificateError] = []) {
        self.certificate = certificate
        self.presentations = presentations
        self.passedOver = passedOver
    }
}

/// What obtains a gateway's certificate.
public protocol CertificateProviding: Sendable {
    /// Obtains the one certificate that all certificate providers present.
    ///
    /// - Parameters:
    ///   - hosts: Names and numeric addresses of the gateway.
    ///   - port: The certificate provider port.
    /// - Returns: The certificate, not judged.
    /// - Throws: Why there is none, or not exactly one.
    func fetch(from hosts: [String], port: UInt16) async throws(CertificateError) -> ProvidedCertificate
}
