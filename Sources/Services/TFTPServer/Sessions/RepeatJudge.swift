/// What the same request means that comes again while its transfer runs and has been acknowledged: a copy that was under way
/// for long, or a client that begins anew from the same port, as one that was switched off and on.
///
/// A client that begins anew acknowledges nothing more of the old transfer, and asks again. So the first repeat is passed
/// over, and one that follows means it, unless the transfer has gone on in between.
struct RepeatJudge {
    /// Repeats that come sooner after each other are copies of one datagram: no client that waits for an answer asks again as
    /// soon. In microseconds. Our own choice.
    private static let shortestPatience: UInt64 = 400_000

    private var progress = Int.min
    private var since: UInt64 = 0

    /// Nothing repeated yet.
    init() {}

    /// Takes note of a repeat.
    ///
    /// - Parameters:
    ///   - progress: How far the transfer has come, in any measure that only grows.
    ///   - now: The time in monotonic microseconds.
    /// - Returns: Whether it is passed over; else the client begins anew.
    mutating func isLate(progress: Int, now: UInt64) -> Bool {
        if progress == self.progress { return now < since + Self.shortestPatience }
        self.progress = progress
        since = now
        return true
    }
}
