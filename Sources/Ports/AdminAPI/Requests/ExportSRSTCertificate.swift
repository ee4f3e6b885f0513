/// Answers the bytes of a reference's accepted certificate.
public struct ExportSRSTCertificate: AdminRequest {
    /// The answer.
    public typealias Response = CertificateFileReport
    /// `srst-certificate/export`.
    public static let path = "srst-certificate/export"

    /// How a certificate is written.
    public enum Format: String, Codable, Sendable, CaseIterable {
        /// Text with BEGIN and END lines.
        case pem
        /// The bytes that phones' files carry in base64.
        case der
    }

    /// The reference's name.
    public var name: String
    /// How it is written.
    public var format: Format

    /// The request for a file.
    public init(name: String, format: Format) {
        self.name = name
        self.format = format
    }
}
