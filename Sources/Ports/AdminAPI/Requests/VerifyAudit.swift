/// Whether the whole audit trail is as it was written.
public struct VerifyAudit: AdminRequest {
    /// The answer.
    public typealias Response = AuditVerificationReport
    /// `audit/verify`.
    public static let path = "audit/verify"
    /// It goes through the whole trail.
    public static var weight: RequestWeight { .wide }
    /// It works through the trail from its beginning.
    public var manner: RequestManner { .works }

    /// The request.
    public init() {}
}
