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
        return .mapping([
            Document.Entry(
                "certificate",
                .mapping(
                    TrustDetails.fields(certificate, now: now) + [
                        Document.Entry("accepted-at", .string(Instant.text(record.acceptedAt))),
                        Document.Entry("accepted-by", .string(record.acceptedBy)),
                        Document.Entry("trust", .string(record.basis.rawValue)),
                        Document.Entry("accepted-outside-validity", .bool(record.acceptedOutsideValidity)),
                    ]
                )
            )
        ])
    }
}
