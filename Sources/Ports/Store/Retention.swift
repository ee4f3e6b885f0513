public import ClusterModel
public import Platform

/// How long revisions are kept: while they are among the latest so many, or younger than so many days.
public struct Retention: Hashable, Sendable {
    /// More are nobody's: so that no sum of them and a time overflows.
    private static let most = 10_000_000
    private static let mostDays = 36_525

    /// How many of the latest revisions are kept, whatever their age; at least one.
    public let revisions: Int
    /// For how many days a revision is kept, however many there are.
    public let days: Int

    /// A rule that keeps the latest `revisions`, and those of the last `days`.
    public init(revisions: Int, days: Int) {
        self.revisions = min(max(1, revisions), Self.most)
        self.days = min(max(0, days), Self.mostDays)
    }

    /// The second since 1970 after which every revision is kept; none by its age when no days are given.
    public func start(now: UnixTime) -> UnixTime { now - days * 86_400 }
}

/// What was dropped because it need not be kept any more.
public struct PruningOutcome: Hashable, Sendable {
    /// The oldest revision that is kept now.
    public let oldestKept: RevisionNumber
    /// How many files of older revisions were dropped.
    public let droppedFiles: Int

    /// An outcome with the given parts.
    public init(oldestKept: RevisionNumber, droppedFiles: Int) {
        self.oldestKept = oldestKept
        self.droppedFiles = droppedFiles
    }
}
