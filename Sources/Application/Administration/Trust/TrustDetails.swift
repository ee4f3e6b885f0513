internal import Certificates
internal import Documents
internal import Platform
internal import Store

/// A trusted certificate as it is shown and audited.
enum TrustDetails {
    /// The fields of a certificate, with the MD5 by which phones' files and IOS know it.
    static func entries(_ certificate: Certificate, now: UnixTime) -> [Document.Entry] {
        CertificateDetails.fields(certificate, now: now).entries + [
            Document.Entry("md5", .string(certificate.md5Fingerprint.description))
        ]
    }

    /// The fields of a stored certificate; none when it can no longer be read.
    static func document(der: [UInt8], now: UnixTime) -> Document {
        guard let certificate = try? Certificate(der: der) else { return .null }
        return .mapping(entries(certificate, now: now))
    }

    /// A certificate in one line of a report.
    static func line(_ certificate: Certificate) -> String {
        "\(certificate.subject), SHA-256 \(certificate.sha256Fingerprint)"
    }
}

extension TrustReading {
    /// The authorities with their certificates.
    func readAuthorities() throws -> [(record: AuthorityRecord, certificate: Certificate)] {
        try authorities().compactMap { record in
            (try? Certificate(der: record.der)).map { (record, $0) }
        }
    }
}
