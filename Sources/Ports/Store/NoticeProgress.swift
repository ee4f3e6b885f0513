/// How far telling a wave's phones has come. Phones are told in chunks, in the order they lie in the store.
public struct NoticeProgress: Hashable, Sendable {
    /// How many daemons have begun with the phones behind ``through``; 0 before the first.
    public var attempt: Int
    /// The last phone of those that are done with; none before the first.
    public var through: ObjectID?
    /// How many were told.
    public var told: Int
    /// How many could not be.
    public var failed: Int
    /// The first reason why not.
    public var reason: String?

    /// Progress with the given parts; nothing is begun when none is given.
    public init(attempt: Int = 0, through: ObjectID? = nil, told: Int = 0, failed: Int = 0, reason: String? = nil) {
        self.attempt = attempt
        self.through = through
        self.told = told
        self.failed = failed
        self.reason = reason
    }
}

extension OperationWave.Notice {
    /// How far telling has come: not begun while it is due, and over when there is nothing to tell.
    public var progress: NoticeProgress? {
        switch self {
        case .due: NoticeProgress()
        case .telling(let progress): progress
        case .none, .done: nil
        }
    }

    /// Nobody is told any more.
    public static func done(_ progress: NoticeProgress) -> OperationWave.Notice {
        .done(told: progress.told, failed: progress.failed, reason: progress.reason)
    }
}
