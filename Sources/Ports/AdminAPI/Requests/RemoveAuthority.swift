/// Removes an issuer of phones' certificates.
public struct RemoveAuthority: ChangeRequest {
    /// The answer.
    public typealias Response = TrustChangeReport
    /// `trust/remove`.
    public static let path = "trust/remove"

    /// The SHA-256 of its certificate, in any usual spelling.
    public var fingerprint: String
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a removal.
    public init(fingerprint: String, plan: Bool = false) {
        self.fingerprint = fingerprint
        self.plan = plan
    }
}
