public import ClusterModel

/// What became of all files between two revisions.
public struct RevisionDiffReport: Codable, Hashable, Sendable {
    /// The revision compared first.
    public var before: RevisionNumber
    /// The revision compared second.
    public var after: RevisionNumber
    /// The files that differ, grouped by identical change.
    public var changes: [ChangeGroupReport]

    /// A report with the given parts.
    public init(before: RevisionNumber, after: RevisionNumber, changes: [ChangeGroupReport]) {
        self.before = before
        self.after = after
        self.changes = changes
    }
}
