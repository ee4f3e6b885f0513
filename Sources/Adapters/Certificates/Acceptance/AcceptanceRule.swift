/// One rule for the certificate of a secure SRST gateway.
struct AcceptanceRule: Sendable {
    private let check: @Sendable (Certificate) -> CertificateError?

    /// A rule that answers with what it found, or `nil`.
    init(_ check: @escaping @Sendable (Certificate) -> CertificateError?) { self.check = check }

    /// What the rule has against the certificate.
    func finding(in certificate: Certificate) -> CertificateError? { check(certificate) }

    /// The rules whose findings refuse.
    static let refusals = [selfSigned, keyOfUsableSize, wellFormedExtensions, consistentUsage, usableByServers]

    /// The rules whose findings warn.
    static let warnings = [keyOfRecommendedSize, strongSignatureDigest]
}

extension AcceptanceRule {
    /// S05.
    static let selfSigned = AcceptanceRule { certificate in
        switch certificate.selfSignature() {
        case .valid: nil
        case .issuerDiffers:
            CertificateError(
                .notSelfSigned,
                "certificate: its issuer, \(certificate.issuer), is not its subject, \(certificate.subject)",
                remedy: "Let the gateway's credential service use a self-signed certificate"
            )
        case .signatureInvalid(let reason):
            CertificateError(
                .signatureInvalid,
                "certificate: it claims to be self-signed, but its own key did not make its signature (\(reason))",
                remedy: "Do not use it: it is damaged or forged. Compare with the certificate shown on the gateway"
            )
        }
    }
}
