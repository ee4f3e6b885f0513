public import ClusterModel

/// The revisions that are kept.
public struct RevisionListReport: Codable, Hashable, Sendable {
    /// The store's incarnation id; a position is this and a number.
    public var incarnation: String
    /// The oldest revision that is kept.
    public var oldestKept: RevisionNumber
    /// The revisions, the latest first.
    public var revisions: [RevisionReport]

    /// A report with the given parts.
    public init(incarnation: String, oldestKept: RevisionNumber, revisions: [RevisionReport]) {
        self.incarnation = incarnation
        self.oldestKept = oldestKept
        self.revisions = revisions
    }

    private enum CodingKeys: String, CodingKey {
        case incarnation, revisions
        case oldestKept = "oldest-kept"
    }
}
