internal import Certificates
internal import ClusterModel
internal import Documents
internal import Store

/// An accepted certificate as `srst show` and `srst list` tell it.
enum CertificateDetails {
    /// The details under `certificate`; null when none is accepted.
    static func document(_ record: CertificateRecord?, now: Int) -> Document {
        guard let record, let certificate = try? Certificate(der: record.certificate.der) else {
            return .mapping([Document.Entry("certificate", .null)])
        }
        let state =
            switch certificate.validity.state(at: now) {
            case .before: "not yet valid"
            case .within: "valid"
            case .after: "expired"
            }
        return .mapping([
            Document.Entry(
                "certificate",
                .mapping([
                    Document.Entry("subject", .string(certificate.subject)),
                    Document.Entry("issuer", .string(certificate.issuer)),
                    Document.Entry("serial-number", .string(certificate.serialNumber)),
                    Document.Entry("not-before", .string(Instant.text(certificate.validity.notBefore))),
                    Document.Entry("not-after", .string(Instant.text(certificate.validity.notAfter))),
                    Document.Entry("state", .string(state)),
                    Document.Entry("key", .string("\(certificate.key.algorithm) \(certificate.key.bits) bits")),
                    Document.Entry("signature-algorithm", .string(certificate.signatureAlgorithm)),
                    Document.Entry("sha256", .string(certificate.sha256Fingerprint.description)),
                    Document.Entry("sha1", .string(certificate.sha1Fingerprint.description)),
                    Document.Entry("accepted-at", .string(Instant.text(record.acceptedAt))),
                    Document.Entry("accepted-by", .string(record.acceptedBy)),
                    Document.Entry("trust", .string(record.basis.rawValue)),
                    Document.Entry("accepted-outside-validity", .bool(record.acceptedOutsideValidity)),
                ])
            )
        ])
    }
}
