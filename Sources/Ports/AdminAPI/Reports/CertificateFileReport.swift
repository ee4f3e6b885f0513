public import FoundationEssentials

/// A certificate as a file.
public struct CertificateFileReport: Codable, Hashable, Sendable {
    /// The reference, for instance `srst branch-12`.
    public var object: String
    /// How the file is written.
    public var format: ExportSRSTCertificate.Format
    /// The file.
    public var file: Data

    /// A report with the given parts.
    public init(object: String, format: ExportSRSTCertificate.Format, file: Data) {
        self.object = object
        self.format = format
        self.file = file
    }
}
