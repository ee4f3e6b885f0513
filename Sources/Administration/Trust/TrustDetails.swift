internal import Certificates
internal import Documents
internal import Store

/// A trusted certificate as it is shown and audited.
enum TrustDetails {
    /// The fields of a certificate, with the MD5 by which phones' files and IOS know it.
    static func entries(_ certificate: Certificate, now: Int) -> [Document.Entry] {
        fields(certificate, now: now) + [Document.Entry("md5", .string(certificate.md5Fingerprint.description))]
    }

    /// The fields of a certificate.
    static func fields(_ certificate: Certificate, now: Int) -> [Document.Entry] {
        let state =
            switch certificate.validity.state(at: now) {
            case .before: "not yet valid"
            case .within: "valid"
            case .after: "expired"
            }
        return [
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
        ]
    }

    /// The fields of a stored certificate; none when it can no longer be read.
    static func document(der: [UInt8], now: Int) -> Document {
        guard let certificate = try? Certificate(der: der) else { return .null }
        return .mapping(entries(certificate, now: now))
    }

    /// A certificate in one line of a report.
    static func line(_ certificate: Certificate) -> String {
        "\(certificate.subject), SHA-256 \(certificate.sha256Fingerprint)"
    }
}

extension StoreSnapshot {
    /// The authorities with their certificates.
    func readAuthorities() throws -> [(record: AuthorityRecord, certificate: Certificate)] {
        try authorities().compactMap { record in
            (try? Certificate(der: record.der)).map { (record, $0) }
        }
    }
}
