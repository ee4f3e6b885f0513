internal import Certificates
internal import ClusterModel
internal import Documents
internal import Platform
internal import Store

/// Certificates as reports tell them.
enum CertificateDetails {
    /// The details under `certificate`, as `srst show` and `srst list` tell them; null when none is accepted.
    static func document(_ record: CertificateRecord?, now: UnixTime) -> Document {
        .mapping([Document.Entry("certificate", fields(record, now: now))])
    }

    /// An accepted certificate with how it came to be; null when there is none.
    static func fields(_ record: CertificateRecord?, now: UnixTime) -> Document {
        guard let record else { return .null }
        let certificate = fields(record.certificate, now: now)
        guard certificate.content != .null else { return .null }
        return .mapping(
            certificate.entries + [
                Document.Entry("accepted-at", .string(record.acceptedAt.text)),
                Document.Entry("accepted-by", .string(record.acceptedBy)),
                Document.Entry("trust", .string(record.basis.rawValue)),
                Document.Entry("accepted-outside-validity", .bool(record.acceptedOutsideValidity)),
            ]
        )
    }

    /// A stored certificate; null when it cannot be read any more.
    static func fields(_ stored: AcceptedCertificate, now: UnixTime) -> Document {
        guard let certificate = try? Certificate(der: stored.der) else { return .null }
        return fields(certificate, now: now)
    }

    /// A certificate.
    static func fields(_ certificate: Certificate, now: UnixTime) -> Document {
        let validity = certificate.validity
        let state =
            switch validity.state(at: now) {
            case .before: "not yet valid"
            case .within: "valid"
            case .after: "expired"
            }
        return .mapping([
            Document.Entry("subject", .string(certificate.subject)),
            Document.Entry("issuer", .string(certificate.issuer)),
            Document.Entry("serial-number", .string(certificate.serialNumber)),
            Document.Entry("not-before", .string(validity.notBefore.text)),
            Document.Entry("not-after", .string(validity.notAfter.text)),
            Document.Entry("state", .string(state)),
            Document.Entry("days-left", .integer(CertificateExpiry(notAfter: validity.notAfter, now: now).daysLeft)),
            Document.Entry("key", .string("\(certificate.key.algorithm) \(certificate.key.bits) bits")),
            Document.Entry("signature-algorithm", .string(certificate.signatureAlgorithm)),
            Document.Entry("sha256", .string(certificate.sha256Fingerprint.description)),
            Document.Entry("sha1", .string(certificate.sha1Fingerprint.description)),
        ])
    }
}
