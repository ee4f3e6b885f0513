/// Discards a reference's candidate (S14).
public struct RejectSRSTCertificate: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `srst-certificate/reject`.
    public static let path = "srst-certificate/reject"

    /// The reference's name.
    public var name: String
    /// The SHA-256 of the candidate that was looked at: another one is not rejected in its place.
    public var candidate: String?
    /// Whether the rejection is written into the audit trail and the history; else it leaves no trace.
    public var recorded: Bool
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a rejection.
    public init(name: String, candidate: String? = nil, recorded: Bool = true, plan: Bool = false) {
        self.name = name
        self.candidate = candidate
        self.recorded = recorded
        self.plan = plan
    }
}
