/// What the rules for a gateway's certificate found (S05), expiry aside.
public struct AcceptanceFindings: Hashable, Sendable {
    /// Why the certificate cannot be accepted; empty when it can.
    public let refusals: [CertificateError]

    /// What the administrator should know before accepting.
    public let warnings: [CertificateError]

    /// Whether nothing speaks against the certificate.
    public var isAcceptable: Bool { refusals.isEmpty }
}

extension Certificate {
    /// Judges the certificate as that of a secure SRST gateway: self-signed, strong enough, usable by a TLS server.
    ///
    /// Expiry is judged by the caller, who has the clock: see ``Certificate/validity``.
    public func acceptableForSRST() -> AcceptanceFindings {
        AcceptanceFindings(
            refusals: AcceptanceRule.refusals.compactMap { $0.finding(in: self) },
            warnings: AcceptanceRule.warnings.compactMap { $0.finding(in: self) }
        )
    }
}
