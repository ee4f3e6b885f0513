/// Connects to a secure reference's certificate providers and keeps the certificate they present as candidate (S01, S14).
///
/// It changes nothing that is saved.
public struct FetchSRSTCertificate: AdminRequest {
    /// The answer.
    public typealias Response = CandidateReport
    /// `srst-certificate/fetch`.
    public static let path = "srst-certificate/fetch"
    /// It asks a gateway.
    public static var weight: RequestWeight { .outside }
    /// Nobody waits for a gateway in vain.
    public static let canBeAbandoned = true

    /// The reference's name.
    public var name: String
    /// The fingerprint it must have; with another it is refused and not kept.
    public var fingerprint: String?

    /// The request for a fetch.
    public init(name: String, fingerprint: String? = nil) {
        self.name = name
        self.fingerprint = fingerprint
    }
}
