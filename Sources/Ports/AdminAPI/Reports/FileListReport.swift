public import ClusterModel

/// The files of a revision, or those a reset would publish.
public struct FileListReport: Codable, Hashable, Sendable {
    /// The revision they are of; none before the first, and for the saved state.
    public var revision: RevisionNumber?
    /// The files' names in order.
    public var files: [String]

    /// A report with the given parts.
    public init(revision: RevisionNumber?, files: [String]) {
        self.revision = revision
        self.files = files
    }
}
