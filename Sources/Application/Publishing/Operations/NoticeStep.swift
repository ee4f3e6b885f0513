public import Platform
public import Store

/// What is to be done next of telling a wave's phones, some of which still wait.
public enum NoticeStep: Hashable, Sendable {
    /// Write down that telling begins, for the nth time, and then tell the next phones.
    case begin(attempt: Int)
    /// Tell the next phones: that they come is written down.
    case tell
    /// Tell nobody any more.
    case giveUp(because: String)

    /// How often a daemon may end while it tells the same phones. Our own choice: what ends daemons must not restart phones
    /// for ever.
    public static let mostAttempts = 3

    /// Why nobody is told by a daemon without a notifier.
    public static let noNotifier = "cnfd runs without a notifier"
    /// Why nobody is told when it is too late.
    public static let isOverdue = "their time to fetch was over"
    /// Why nobody is told when telling has ended the daemon again and again.
    public static let endedTooOften = "cnfd ended \(mostAttempts) times while it told them"

    /// The next step of a wave.
    ///
    /// - Parameters:
    ///   - progress: How far it has come, as it is written down.
    ///   - hasBegun: Whether this daemon has written down that it has begun.
    ///   - deadline: When the wave's phones count as stale, in seconds since 1970.
    ///   - now: The second that it is judged for.
    public init(_ progress: NoticeProgress, hasBegun: Bool, deadline: UnixTime, now: UnixTime) {
        if now >= deadline {
            self = .giveUp(because: Self.isOverdue)
        } else if hasBegun {
            self = .tell
        } else if progress.attempt >= Self.mostAttempts {
            self = .giveUp(because: Self.endedTooOften)
        } else {
            self = .begin(attempt: progress.attempt + 1)
        }
    }
}
