/// What a new certificate says.
public struct CertificateDescription: Hashable, Sendable {
    /// What a certificate is for.
    public enum Role: Hashable, Sendable {
        /// A certificate authority's root: it signs certificates and nothing else.
        case authority
        /// A gateway's credential service, or a call manager: a TLS server.
        case server
        /// A phone (LSC): a TLS client, and a server to the applications that call it.
        case phone
    }

    /// The common name: at most 64 characters (RFC 5280 appendix A.1, ub-common-name).
    public var commonName: String
    /// The organization; none when empty.
    public var organization: String
    /// From when to when it is valid.
    public var validity: Validity
    /// What it is for.
    public var role: Role

    /// A description with its parts.
    public init(commonName: String, organization: String = "", validity: Validity, role: Role) {
        self.commonName = commonName
        self.organization = organization
        self.validity = validity
        self.role = role
    }

    /// The extensions (RFC 5280 section 4.2.1), in the words of OpenSSL's x509v3_config(5).
    ///
    /// A server's certificate leaves out basicConstraints, as gateways' self-signed ones do.
    var extensions: [CertificateBuilder.Extension] {
        switch role {
        case .authority:
            [
                .init(.basicConstraints, "critical,CA:TRUE"), .init(.keyUsage, "critical,keyCertSign,cRLSign"),
                .init(.subjectKeyIdentifier, "hash"),
            ]
        case .server:
            [
                .init(.keyUsage, "critical,digitalSignature,keyEncipherment"),
                .init(.extendedKeyUsage, "serverAuth"), .init(.subjectKeyIdentifier, "hash"),
            ]
        case .phone:
            [
                .init(.basicConstraints, "critical,CA:FALSE"),
                .init(.keyUsage, "critical,digitalSignature,keyEncipherment"),
                .init(.extendedKeyUsage, "clientAuth,serverAuth"), .init(.subjectKeyIdentifier, "hash"),
                .init(.authorityKeyIdentifier, "keyid"),
            ]
        }
    }
}
