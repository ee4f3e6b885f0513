public import ClusterModel
public import Platform

/// The revisions, and when they were.
public protocol RevisionReading {
    /// The store's incarnation id; a restore starts a new one.
    func incarnation() throws -> String

    /// The last time, in seconds since 1970, that the host's clock was believed to be right; none before the first revision.
    func knownTime() throws -> UnixTime?

    /// The latest revision; none before the first.
    func latestRevision() throws -> Revision?

    /// The oldest revision whose every file can still be read; older ones were dropped (``StorePort/prune(_:now:)``).
    func oldestKeptRevision() throws -> RevisionNumber

    /// The kept revision of that number.
    func revision(_ number: RevisionNumber) throws -> RevisionSummary?

    /// The latest revision committed at or before a second since 1970.
    func revision(committedBy second: UnixTime) throws -> Revision?

    /// Calls `body` with every kept revision, the latest first, until it answers `false`.
    func forEachRevision(_ body: (RevisionSummary) throws -> Bool) throws
}
