/// Decides when a worker lets packets gather before it reads again.
///
/// In a boot storm they come one after the other, each sooner than the system calls for the one before it have ended. To
/// wait, to read and to send for every few of them costs more than they do; after a pause many are there together. It is
/// what network cards do with interrupts.
struct Gathering {
    /// How long a pause is, in microseconds; the kernel adds its timer slack, 50 by itself (prctl(2)). Our own choice: short
    /// beside what a client of a storm waits for its turn, long enough for some ten packets.
    static let pauseMicroseconds: UInt64 = 25
    /// The fewest open transfers: with fewer all clients soon wait for the pause to end, and nothing gathers. Our own
    /// choice.
    static let fewestTransfers = 32
    /// The fewest packets a millisecond: with fewer a pause costs more than it saves. Our own choice.
    static let fewestPackets: UInt64 = 64
    /// So many packets together are enough. Our own choice.
    static let enough = 16

    private static let millisecond: UInt64 = 1_000

    private var lastRound = 0
    private var countedSince: UInt64 = 0
    private var counted: UInt64 = 0
    private var isBusy = false

    /// Takes note of how many packets were read in one round, at a time in monotonic microseconds.
    mutating func wereRead(_ count: Int, now: UInt64) {
        lastRound = count
        counted += UInt64(count)
        guard now >= countedSince + Self.millisecond else { return }
        isBusy = counted * Self.millisecond >= Self.fewestPackets * (now - countedSince)
        counted = 0
        countedSince = now
    }

    /// Whether to pause before the next round.
    func isWorthwhile(openTransfers: Int) -> Bool {
        isBusy && lastRound < Self.enough && openTransfers >= Self.fewestTransfers
    }
}
