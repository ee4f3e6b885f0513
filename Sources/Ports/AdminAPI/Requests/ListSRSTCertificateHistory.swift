/// Lists what became of a reference's certificates.
public struct ListSRSTCertificateHistory: AdminRequest {
    /// The answer.
    public typealias Response = CertificateHistoryReport
    /// `srst-certificate/history`.
    public static let path = "srst-certificate/history"

    /// The name of a reference that is, or was.
    public var name: String

    /// The request for a history.
    public init(name: String) { self.name = name }
}
