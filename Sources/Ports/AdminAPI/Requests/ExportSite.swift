/// The whole saved state as a site file. An item of the answer is a piece of its text.
public struct ExportSite: AdminStreamRequest {
    /// What is answered in the end.
    public struct Summary: Codable, Sendable {
        /// The accepted certificates that the file names.
        public var certificates: [SiteCertificate]

        /// An answer of the given certificates.
        public init(certificates: [SiteCertificate]) { self.certificates = certificates }
    }

    /// The site file with all that belongs to it.
    public struct Response: Codable, Sendable {
        /// YAML.
        public var text: String
        /// The accepted certificates that it names.
        public var certificates: [SiteCertificate]

        /// An answer of the given text and certificates.
        public init(text: String, certificates: [SiteCertificate]) {
            self.text = text
            self.certificates = certificates
        }
    }

    /// `site/export`.
    public static let path = "site/export"

    /// Whether secrets are shown (A06); that is audited, so this request may change something.
    public var showSecrets: Bool

    /// The request for an export.
    public init(showSecrets: Bool = false) { self.showSecrets = showSecrets }

    private enum CodingKeys: String, CodingKey {
        case showSecrets = "show-secrets"
    }
}
