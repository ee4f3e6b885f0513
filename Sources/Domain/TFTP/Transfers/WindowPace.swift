/// How fast the blocks of a window go out, learnt from how fast windows came back.
///
/// A client acknowledges whole windows (RFC 7440 section 4), so fewer blocks cannot be sent; but behind a slow link they need
/// not be sent at once: what lies in its queue when a gap is reported is sent in vain, and what finds no room there is lost.
/// A link that takes a window within a few ticks of the timer gets it whole.
struct WindowPace: Sendable {
    /// Windows that take less than this on the wire, in microseconds, go out at once: four ticks of the server's timer. Our
    /// own choice.
    private static let shortestWindow: UInt64 = 20_000
    /// The blocks of a paced window that go out at once. Our own choice: as many as a delayed acknowledgement or a timer
    /// that fires late may cost a link its work.
    private static let atOnce: UInt64 = 4
    /// How long a pause is at least, in microseconds: a tick of the server's timer.
    private static let shortestPause: UInt64 = 5_000

    /// The most that a block is believed to take, in microseconds: its time on the slowest link. What took longer waited for
    /// something else, such as the client's own timer.
    private let longestPerBlock: UInt32
    /// What a block takes on the wire; 0 when that is not known, or too little to matter.
    private var microsecondsPerBlock: UInt32 = 0
    /// Whether the last window was not whole.
    private var hasGaps = false

    /// Nothing is known.
    ///
    /// - Parameter longestPerBlock: What a block takes on the slowest link, in microseconds.
    init(longestPerBlock: UInt32) { self.longestPerBlock = longestPerBlock }

    private var blocksAtOnce: UInt64 { hasGaps ? 1 : Self.atOnce }

    /// A whole window came back.
    ///
    /// - Parameters:
    ///   - blocks: How many blocks it had.
    ///   - took: The time from its first block to its acknowledgement, in microseconds.
    ///   - roundTrip: What a small packet's round trip took; 0 when that is not known, and then there is no telling.
    mutating func measured(_ blocks: UInt64, took: UInt64, roundTrip: UInt32) {
        hasGaps = false
        guard roundTrip > 0 else { return }
        let perBlock = took > roundTrip ? UInt32(clamping: (took - UInt64(roundTrip)) / blocks) : 0
        microsecondsPerBlock = min(perBlock, longestPerBlock)
    }

    /// A gap was reported: something was lost for want of room, or overtaken. Until a whole window comes back, the next take
    /// at least two round trips, one block after the other: what follows a gap is in vain, and packets further apart do not
    /// overtake each other.
    ///
    /// - Parameters:
    ///   - blocks: How many blocks came before the gap.
    ///   - took: The time from the window's first block, in microseconds; `nil` when it was not timed.
    ///   - window: How many blocks a window has.
    ///   - roundTrip: What a small packet's round trip took; 0 when that is not known.
    mutating func gap(after blocks: UInt64, took: UInt64?, of window: UInt64, roundTrip: UInt32) {
        // Better than nothing, as long as no whole window came back.
        if microsecondsPerBlock == 0, let took, blocks >= Self.atOnce {
            measured(blocks + 1, took: took, roundTrip: roundTrip)
        }
        hasGaps = true
        let spread = min(UInt32(clamping: 2 * UInt64(roundTrip) / window), longestPerBlock)
        microsecondsPerBlock = max(microsecondsPerBlock, spread)
    }

    /// How many of a window's blocks should be out so many microseconds after its first.
    ///
    /// They go a quarter faster than windows came back, so that a link that has become faster is found out, and one that was
    /// not the limit is not held to what was sent. A slow link's queue then holds a fifth of a window. Our own choice.
    func due(of window: UInt64, after elapsed: UInt64) -> UInt64 {
        let perBlock = UInt64(microsecondsPerBlock)
        guard perBlock * window >= Self.shortestWindow else { return window }
        return min(window, blocksAtOnce + elapsed * 5 / 4 / perBlock)
    }

    /// How long to wait, in microseconds, until more than so many of a window's blocks are due.
    func pause(after blocks: UInt64, elapsed: UInt64) -> UInt64 {
        let ahead = blocks + 1 > blocksAtOnce ? blocks + 1 - blocksAtOnce : 0
        let due = ahead * UInt64(microsecondsPerBlock) * 4 / 5 + 1
        return max(Self.shortestPause, due - min(due, elapsed))
    }
}
