internal import Documents
internal import Glibc
internal import Logging
internal import NIOConcurrencyHelpers

/// The one way to the log: whoever has a line leaves it here and goes on; a thread of its own writes it, and waits for
/// whoever reads.
///
/// A log that takes nothing thus holds nobody up. Lines that there is no room for are counted, and the log is told how many
/// they were once it takes some again.
final class LogWriter: Sendable {
    /// How many octets may wait. Our own bound: 50 000 lines of a boot storm.
    static let capacity = 16 << 20
    /// How long a log that takes nothing is waited for at the end, and how long one that takes something, in microseconds.
    /// Our own choice: longer than a log collector pauses, shorter than a supervisor waits for the end of a daemon.
    private static let patience = (still: 1_000_000, moving: 5_000_000)
    /// How often it is looked at then, in microseconds.
    private static let pause = 2_000

    /// Whether there is something to do.
    private let work = ConditionLock(value: false)
    private let queue: NIOLockedValueBox<LogQueue>
    private let descriptor: CInt
    private let onBusy: @Sendable (Bool) -> Void

    /// A writer to a descriptor, which has to stay open.
    ///
    /// - Parameters:
    ///   - descriptor: Where lines go.
    ///   - capacity: How many octets may wait.
    ///   - onBusy: Called when there is something to write, and when all is written.
    /// - Throws: Why there is no thread for it.
    init(
        descriptor: CInt,
        capacity: Int = LogWriter.capacity,
        onBusy: @Sendable @escaping (Bool) -> Void = { _ in }
    ) throws(Problem) {
        self.descriptor = descriptor
        self.onBusy = onBusy
        queue = NIOLockedValueBox(LogQueue(capacity: capacity))
        try LogThread.start(named: "log writer") { self.serve() }
    }

    /// Lines that were lost since the start: there was no room for them, or they were not taken.
    var lostLines: Int { queue.withLockedValue { $0.lost } }

    /// Leaves whole lines to be written. Never waits.
    func write(_ lines: some BidirectionalCollection<UInt8>) {
        queue.withLockedValue { $0.append(lines) }
        work.lock()
        work.unlock(withValue: true)
    }

    /// Leaves a line to be written. Never waits.
    func write(line text: String) { write(Array((text + "\n").utf8)) }

    /// Waits until everything is written; for no more than a moment when nobody reads.
    func finish() {
        var before = state
        var (still, all) = (0, 0)
        while !before.isIdle, still < Self.patience.still, all < Self.patience.moving {
            usleep(useconds_t(Self.pause))
            let now = state
            still = now == before ? still + Self.pause : 0
            all += Self.pause
            before = now
        }
    }

    private struct State: Equatable {
        var isIdle: Bool
        var waiting: Int
    }

    private var state: State { queue.withLockedValue { State(isIdle: $0.isIdle, waiting: $0.waiting) } }

    /// What the thread does.
    private func serve() -> Never {
        var sink = LogSink(descriptor: descriptor)
        while true {
            work.lock(whenValue: true)
            work.unlock(withValue: false)
            onBusy(true)
            writeEverything(to: &sink)
            onBusy(false)
        }
    }

    private func writeEverything(to sink: inout LogSink) {
        while true {
            let (lines, untold, turnsAway) = queue.withLockedValue { ($0.take(), $0.untold, $0.turnsAway) }
            // What was lost before these lines came; while lines are turned away, the loss is behind them.
            if turnsAway ? lines.isEmpty : untold > 0 {
                let isTold = sink.write(notice(of: untold)[...])
                queue.withLockedValue { $0.takeAgain(told: isTold ? untold : 0) }
            }
            guard !lines.isEmpty else { return }
            write(lines, to: &sink)
        }
    }

    private func write(_ lines: [UInt8], to sink: inout LogSink) {
        var rest = lines[...]
        while !rest.isEmpty {
            var part = sink.next(of: rest)
            let isTaken = sink.write(part)
            if !isTaken {
                // A line longer than a part is lost as a whole.
                let end = rest[(part.endIndex - 1)...].firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex - 1
                part = rest[...end]
            }
            rest = rest[part.endIndex...]
            queue.withLockedValue { queue in
                if !isTaken { queue.lose(part.count { $0 == UInt8(ascii: "\n") }) }
                queue.settle(remaining: rest.count)
            }
        }
    }

    private func notice(of count: Int) -> [UInt8] {
        let facts = "count=\(count) since-start=\(lostLines)"
        return LogLine.bytes(level: .warning, label: "cnfd", facts: facts, source: "Daemon", message: "log lines lost")
    }
}
