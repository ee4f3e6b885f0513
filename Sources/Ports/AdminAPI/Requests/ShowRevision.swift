/// One revision with its files.
public struct ShowRevision: AdminRequest {
    /// The answer.
    public typealias Response = RevisionReport
    /// `revision/show`.
    public static let path = "revision/show"

    /// The revision: its number, or `INCARNATION/NUMBER`.
    public var revision: String

    /// The request for a revision.
    public init(revision: String) { self.revision = revision }
}
