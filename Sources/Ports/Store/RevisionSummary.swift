/// A revision with how much it published.
public struct RevisionSummary: Hashable, Sendable {
    /// The revision.
    public let revision: Revision
    /// How many files it published.
    public let published: Int
    /// How many files it took away.
    public let withdrawn: Int

    /// A revision as it is stored.
    public init(revision: Revision, published: Int, withdrawn: Int) {
        self.revision = revision
        self.published = published
        self.withdrawn = withdrawn
    }
}
