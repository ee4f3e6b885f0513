/// What became of all files between two revisions.
public struct DiffRevisions: AdminRequest {
    /// The answer.
    public typealias Response = RevisionDiffReport
    /// `revision/diff`.
    public static let path = "revision/diff"
    /// It may compare the files of the whole site.
    public static var weight: RequestWeight { .wide }

    /// The revision compared first.
    public var before: String
    /// The revision compared second.
    public var after: String

    /// The request for a comparison.
    public init(before: String, after: String) {
        self.before = before
        self.after = after
    }
}
