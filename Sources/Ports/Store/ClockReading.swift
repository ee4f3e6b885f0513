public import Platform

/// How the host's clock stands to the last time that the store believes.
///
/// A clock that was wrong once must be no dead end, and must not be followed without a question: what was published is judged
/// by it, and what is old is dropped by it.
public enum ClockReading: Hashable, Sendable {
    /// It can be right.
    case plausible
    /// It stands so many seconds before that time: it is wrong now, or was wrong then.
    case behind(Int)
    /// It stands so many seconds behind that time and more than can be taken for granted.
    case farAhead(Int)

    /// Further ahead of the last known time than this, in seconds, the clock is asked about: 30 days. Our own bound. A daemon
    /// that runs notes the time once a day, so that only one that was off for so long, or a clock that jumped, is asked about.
    public static let mostAhead = 30 * 86_400

    /// How often a running daemon notes the time, in seconds.
    public static let noteInterval = 86_400

    /// How a clock that says `now` stands to a known time, both in seconds since 1970; plausible while none is known.
    public init(now: UnixTime, known: UnixTime?) {
        guard let known else {
            self = .plausible
            return
        }
        let ahead = now.seconds(since: known)
        if ahead < 0 {
            self = .behind(-ahead)
        } else {
            self = ahead > Self.mostAhead ? .farAhead(ahead) : .plausible
        }
    }
}

extension ClockReading {
    /// The second that age is judged by: a clock that stands far ahead must not make everything old at once.
    public static func judged(now: UnixTime, known: UnixTime?) -> UnixTime {
        guard case .farAhead = ClockReading(now: now, known: known), let known else { return now }
        return known
    }
}
