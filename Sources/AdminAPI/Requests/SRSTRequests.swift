public import FoundationEssentials

/// Accepts a gateway's certificate for a secure SRST reference, from a file (S14).
public struct AcceptSRSTCertificate: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `srst-certificate/accept`.
    public static let path = "srst-certificate/accept"

    /// The reference's name.
    public var name: String
    /// The file: one certificate, PEM or DER.
    public var file: Data
    /// Whether one outside its validity is accepted.
    public var acceptExpired: Bool
    /// The version that was read; the change is refused when the object has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for an acceptance.
    public init(name: String, file: Data, acceptExpired: Bool = false, version: Int? = nil, plan: Bool = false) {
        self.name = name
        self.file = file
        self.acceptExpired = acceptExpired
        self.version = version
        self.plan = plan
    }

    private enum CodingKeys: String, CodingKey {
        case name, file, plan, version
        case acceptExpired = "accept-expired"
    }
}
