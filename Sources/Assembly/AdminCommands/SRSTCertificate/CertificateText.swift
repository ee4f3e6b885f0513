internal import AdminAPI
internal import Documents

/// Certificates for people, in the order in which they are compared.
enum CertificateText {
    /// A fetched certificate, who presented it, and how it compares with the accepted one.
    static func candidate(_ report: CandidateReport) -> String {
        var rows = rows(report.certificate)
        for provider in report.providers {
            rows.append(("provider", "\(provider.address), \(provider.tlsVersion), \(provider.cipherSuite)"))
        }
        rows.append(("previously accepted", comparison(report)))
        return lines(rows)
    }

    /// An accepted certificate; a line saying so when there is none.
    static func accepted(_ certificate: Document) -> String {
        guard certificate.content != .null else { return "no certificate is accepted" }
        let rows =
            rows(certificate) + [
                ("accepted", "\(text(certificate, "accepted-at")) by \(text(certificate, "accepted-by"))"),
                ("trust", text(certificate, "trust")),
            ]
        return lines(rows)
    }

    private static func comparison(_ report: CandidateReport) -> String {
        guard report.previouslyAccepted == .different else { return report.previouslyAccepted.rawValue }
        let accepted = report.accepted
        return "different (accepted by \(text(accepted, "accepted-by")) on \(text(accepted, "accepted-at")), "
            + "SHA-256 \(text(accepted, "sha256")))"
    }

    private static func rows(_ certificate: Document) -> [(String, String)] {
        let left = text(certificate, "days-left")
        let state = text(certificate, "state")
        let validity = "\(text(certificate, "not-before")) to \(text(certificate, "not-after"))"
        return [
            ("subject", text(certificate, "subject")),
            ("issuer", text(certificate, "issuer")),
            ("serial number", text(certificate, "serial-number")),
            ("validity", "\(validity), \(state)\(state == "valid" ? ", \(left) days left" : "")"),
            ("key", text(certificate, "key")),
            ("signature", text(certificate, "signature-algorithm")),
            ("SHA-256", text(certificate, "sha256")),
            ("SHA-1", text(certificate, "sha1")),
        ]
    }

    private static func text(_ document: Document, _ key: String) -> String { ObjectTable.text(document[key]) }

    private static func lines(_ rows: [(String, String)]) -> String {
        let width = rows.map(\.0.displayWidth).max() ?? 0
        return rows.map { "\($0.0.padded(to: width))  \($0.1)" }.joined(separator: "\n")
    }
}
