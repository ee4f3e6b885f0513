public import FoundationEssentials

/// Accepts a gateway's certificate for a secure SRST reference, from a file or the candidate (S14).
public struct AcceptSRSTCertificate: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `srst-certificate/accept`.
    public static let path = "srst-certificate/accept"
    /// It may bring a certificate.
    public static var size: RequestSize { .certificates }

    /// The reference's name.
    public var name: String
    /// The file: one certificate, PEM or DER; none for the candidate.
    public var file: Data?
    /// The SHA-256 of the candidate that was looked at: another one is not accepted in its place.
    public var candidate: String?
    /// The fingerprint that the administrator compared or gave.
    public var fingerprint: String?
    /// Whether one outside its validity is accepted.
    public var acceptExpired: Bool
    /// The version that was read; the change is refused when the object has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for an acceptance.
    public init(
        name: String,
        file: Data? = nil,
        candidate: String? = nil,
        fingerprint: String? = nil,
        acceptExpired: Bool = false,
        version: Int? = nil,
        plan: Bool = false
    ) {
        self.name = name
        self.file = file
        self.candidate = candidate
        self.fingerprint = fingerprint
        self.acceptExpired = acceptExpired
        self.version = version
        self.plan = plan
    }

    private enum CodingKeys: String, CodingKey {
        case name, file, candidate, fingerprint, plan, version
        case acceptExpired = "accept-expired"
    }
}
