/// Log lines that wait to be written, within bounds: what comes when there is no room is counted instead.
///
/// Once a line is lost, so is every further one until all that waits is written: the notice of the loss then stands where the
/// lines are missing, and a log that is slow is not told of every few lines. A value: no clock, no thread, no descriptor.
struct LogQueue {
    /// How many octets may wait, those that are being written included.
    let capacity: Int
    private var lines: [UInt8] = []
    private var octetsInHand = 0
    private var isFull = false
    /// Lines that were lost and not told of yet.
    private(set) var untold = 0
    /// Lines that were lost since the start.
    private(set) var lost = 0

    /// An empty queue.
    init(capacity: Int) { self.capacity = capacity }

    /// Whether nothing waits, and nothing is being written.
    var isIdle: Bool { lines.isEmpty && octetsInHand == 0 && !isFull }

    /// How many octets wait, those that are being written included.
    var waiting: Int { octetsInHand + lines.count }

    /// Adds whole lines, as many as there is room for.
    mutating func append(_ added: some BidirectionalCollection<UInt8>) {
        guard !isFull else { return lose(Self.count(added)) }
        let room = capacity - waiting
        guard added.count > room else { return lines.append(contentsOf: added) }
        isFull = true
        let fitting = added.prefix(max(0, room)).lastIndex(of: UInt8(ascii: "\n"))
        let end = fitting.map { added.index(after: $0) } ?? added.startIndex
        lines.append(contentsOf: added[..<end])
        lose(Self.count(added[end...]))
    }

    /// Hands out everything that waits, to be written.
    mutating func take() -> [UInt8] {
        defer { lines = [] }
        octetsInHand = lines.count
        return lines
    }

    /// What was handed out is dealt with, but for so many octets.
    mutating func settle(remaining: Int) { octetsInHand = remaining }

    /// Counts lines that could not be written.
    mutating func lose(_ count: Int) {
        untold += count
        lost += count
    }

    /// A loss was told of, or cannot be told of now: lines are taken again.
    mutating func takeAgain(told: Int) {
        untold -= told
        isFull = false
    }

    /// Whether lines are turned away until the loss is told of.
    var turnsAway: Bool { isFull }

    private static func count(_ lines: some Collection<UInt8>) -> Int { lines.count { $0 == UInt8(ascii: "\n") } }
}
