/// The latest audit records.
public struct ListAudit: AdminRequest {
    /// The answer.
    public typealias Response = AuditReport
    /// `audit/list`.
    public static let path = "audit/list"
    /// It may read the whole trail.
    public static var weight: RequestWeight { .wide }

    /// An object, for instance `srst branch-12`, or a noun alone.
    public var object: String?
    /// Who made the change.
    public var actor: String?
    /// Nothing before this time, ISO 8601.
    public var since: String?
    /// At most so many, the latest.
    public var limit: Int

    /// The request for records.
    public init(object: String? = nil, actor: String? = nil, since: String? = nil, limit: Int = 50) {
        self.object = object
        self.actor = actor
        self.since = since
        self.limit = limit
    }
}
