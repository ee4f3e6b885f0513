/// Shows a reference's accepted certificate and its candidate.
public struct ShowSRSTCertificate: AdminRequest {
    /// The answer.
    public typealias Response = SRSTCertificateReport
    /// `srst-certificate/show`.
    public static let path = "srst-certificate/show"

    /// The reference's name.
    public var name: String

    /// The request for a reference's certificate.
    public init(name: String) { self.name = name }
}
