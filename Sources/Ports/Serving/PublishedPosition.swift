public import ClusterModel

/// Which publication a file's bytes come from: a store's incarnation and the revision in it.
///
/// A restore starts a new incarnation, so a revision number can never be mistaken for an earlier one.
public struct PublishedPosition: Hashable, Sendable, CustomStringConvertible {
    /// The store's incarnation id.
    public var incarnation: String
    /// The revision's number within the incarnation, from 1.
    public var revision: RevisionNumber

    /// The position of `revision` in `incarnation`.
    public init(incarnation: String, revision: RevisionNumber) {
        self.incarnation = incarnation
        self.revision = revision
    }

    /// `<incarnation>/<revision>`.
    public var description: String { "\(incarnation)/\(revision)" }
}
