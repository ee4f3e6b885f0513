public import FoundationEssentials

/// A certificate that lies beside a site file.
public struct SiteCertificate: Codable, Hashable, Sendable {
    /// The SHA-256 of its DER in hexadecimal, by which the site file names it.
    public var sha256: String
    /// The certificate, PEM.
    public var pem: Data

    /// A certificate with its name.
    public init(sha256: String, pem: Data) {
        self.sha256 = sha256
        self.pem = pem
    }
}
