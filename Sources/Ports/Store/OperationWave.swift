public import ClusterModel
public import Platform

/// One revision of an operation.
public struct OperationWave: Hashable, Sendable {
    /// What became of telling the phones.
    public enum Notice: Hashable, Sendable {
        /// There is no notifier: phones fetch when they boot.
        case none
        /// They have not been told yet.
        case due
        /// They are being told; what is written here was written before the next of them were told.
        case telling(NoticeProgress)
        /// So many were told, so many could not be, with the first reason.
        case done(told: Int, failed: Int, reason: String?)
    }

    /// The operation's number.
    public var operation: Int
    /// The revision's number.
    public var revision: RevisionNumber
    /// When it was committed, in seconds since 1970.
    public var committedAt: UnixTime
    /// How many phones' files it published.
    public var published: Int
    /// How many phones' files it took away.
    public var withdrawn: Int
    /// The last of its phones in the order of their names: the next wave begins behind it.
    public var lastPhone: DeviceName?
    /// What became of telling the phones.
    public var notice: Notice

    /// A wave with the given parts.
    public init(
        operation: Int,
        revision: RevisionNumber,
        committedAt: UnixTime,
        published: Int,
        withdrawn: Int,
        lastPhone: DeviceName?,
        notice: Notice
    ) {
        self.operation = operation
        self.revision = revision
        self.committedAt = committedAt
        self.published = published
        self.withdrawn = withdrawn
        self.lastPhone = lastPhone
        self.notice = notice
    }
}
