/// The revisions that are kept.
public struct ListRevisions: AdminRequest {
    /// The answer.
    public typealias Response = RevisionListReport
    /// `revision/list`.
    public static let path = "revision/list"

    /// At most so many, the latest; all of them when it is not given.
    public var limit: Int?

    /// The request for a list.
    public init(limit: Int? = nil) { self.limit = limit }
}
