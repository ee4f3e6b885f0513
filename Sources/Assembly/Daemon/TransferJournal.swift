internal import Logging
internal import NIOConcurrencyHelpers
internal import Platform
internal import Publishing
internal import ServiceLifecycle
internal import Serving
internal import Store
internal import Synchronization

/// Hears of every request's end and tells it in the background: a log line for each, of refusals so many a minute, and a
/// fetch record for each phone.
///
/// The packet path only appends to a bounded list; nobody there waits for a disk, and nobody here is woken for a single
/// packet.
final class TransferJournal: TransferObserver, Service {
    /// How many events may wait; more are counted as lost. Our own bound: some seconds of a boot storm.
    static let capacity = 65_536
    /// How often the list is emptied. Our own choice: soon enough for whoever reads the log.
    private static let logInterval = Duration.milliseconds(100)
    /// After how many of those intervals without an event the fetch records are written: not in the middle of a storm.
    private static let quietIntervals = 10
    /// After how many they are written at the latest. Our own choice: what a crash may cost.
    private static let mostIntervals = 50
    /// How many suspects are named in an interval; the rest are counted. A forged sender is soon many.
    private static let mostSuspects = 8
    /// For how many events memory is kept once they are told.
    private static let usualRecords = 4_096

    private struct Waiting {
        var records: [TransferRecord] = []
        var lost = 0
        var suspects: [String] = []
        var furtherSuspects = 0
    }

    private let logger: Logger
    private let log: LogWriter
    private let capacity: Int
    private let clock: @Sendable () -> UnixTime
    private let lost = Atomic<Int>(0)
    private let waiting = NIOLockedValueBox(Waiting())
    private let store = NIOLockedValueBox<(any StorePort)?>(nil)
    /// The addresses that guess names.
    let suspects = EnumerationSuspects()
    private let isStopping = Atomic<Bool>(false)

    /// A journal of at most so many waiting events, which leaves its lines where the logger does.
    init(
        logger: Logger,
        log: LogWriter,
        capacity: Int = TransferJournal.capacity,
        clock: @escaping @Sendable () -> UnixTime = WallClock.now
    ) {
        self.logger = logger
        self.log = log
        self.capacity = capacity
        self.clock = clock
    }

    /// Events that were lost since the start, because more came than could be told.
    var lostEvents: Int { lost.load(ordering: .relaxed) }

    /// Keeps fetch records in `store` from now on.
    func keepFetchRecords(in store: any StorePort) { self.store.withLockedValue { $0 = store } }

    func transferEnded(_ record: TransferRecord) {
        waiting.withLockedValue { waiting in
            // A flood of names must not take the room of those that prove something.
            let room = record.outcome == .refused ? capacity / 2 : capacity
            if waiting.records.count < room {
                waiting.records.append(record)
            } else {
                waiting.lost += 1
                lost.add(1, ordering: .relaxed)
            }
        }
    }

    func enumerationSuspected(client: String) {
        suspects.add(client, at: clock())
        waiting.withLockedValue { waiting in
            if waiting.suspects.count < Self.mostSuspects {
                waiting.suspects.append(client)
            } else {
                waiting.furtherSuspects += 1
            }
        }
    }

    /// Runs until the service group shuts down or gives up, and then until everything is told.
    func run() async throws {
        var journal = FetchJournal()
        var refusals = RefusalLog()
        var intervals = 0
        var quiet = 0
        var spare: [TransferRecord] = []
        await withGracefulShutdownHandler {
            while !isStopping.load(ordering: .acquiring), !Task.isCancelled {
                try? await Task.sleep(for: Self.logInterval)
                quiet = drain(&journal, &refusals, &spare) ? 0 : quiet + 1
                intervals += 1
                guard quiet == Self.quietIntervals || intervals >= Self.mostIntervals else { continue }
                intervals = 0
                await write(&journal)
            }
        } onGracefulShutdown: {
            self.isStopping.store(true, ordering: .releasing)
        }
        _ = drain(&journal, &refusals, &spare)
        tell(refusals.summaries(at: clock(), isLast: true))
        await write(&journal)
    }

    /// Tells of what waits.
    ///
    /// - Parameters:
    ///   - journal: The fetch records.
    ///   - refusals: Which refusals get a line.
    ///   - spare: An empty list, which is filled next; what was filled becomes the next spare one.
    /// - Returns: Whether anything waited.
    private func drain(
        _ journal: inout FetchJournal,
        _ refusals: inout RefusalLog,
        _ spare: inout [TransferRecord]
    ) -> Bool {
        var batch = waiting.withLockedValue { waiting in
            defer { waiting = Waiting(records: spare) }
            return waiting
        }
        spare = []
        let hasRecords = !batch.records.isEmpty
        let now = clock()
        for index in batch.records.indices { journal.note(batch.records[index], at: now) }
        if logger.logLevel <= .info {
            writeLines(of: batch.records.span, second: now, &refusals)
            tell(refusals.summaries(at: now))
        }
        tellSuspects(batch)
        tellLost(batch.lost)
        if batch.records.capacity <= Self.usualRecords {
            swap(&spare, &batch.records)
            spare.removeAll(keepingCapacity: true)
        }
        return hasRecords
    }

    /// Leaves a line for each record that gets one.
    private func writeLines(of records: Span<TransferRecord>, second: UnixTime, _ refusals: inout RefusalLog) {
        guard !records.isEmpty else { return }
        var lines = TransferLogLines(second: second, count: records.count)
        for index in records.indices where refusals.admits(records[index], at: second) { lines.append(records[index]) }
        log.write(lines.bytes)
    }

    private func tell(_ summaries: [RefusalLog.Summary]) {
        for summary in summaries {
            logger.notice(
                "requests without a line of their own",
                metadata: ["count": "\(summary.count)", "network": "\(summary.network ?? "others")"]
            )
        }
    }

    private func tellLost(_ count: Int) {
        guard count > 0 else { return }
        logger.warning("transfer events lost", metadata: ["count": "\(count)", "since-start": "\(lostEvents)"])
    }

    private func tellSuspects(_ batch: Waiting) {
        for client in batch.suspects {
            logger.warning("enumeration of phone names suspected", metadata: ["client": "\(client)"])
        }
        guard batch.furtherSuspects > 0 else { return }
        logger.warning(
            "enumeration of phone names suspected",
            metadata: ["further-clients": "\(batch.furtherSuspects)"]
        )
    }

    private func write(_ journal: inout FetchJournal) async {
        guard let store = store.withLockedValue({ $0 }) else { return }
        do {
            try await journal.write(to: store)
        } catch {
            logger.error("fetch records not written", metadata: ["error": "\(error)"])
        }
    }
}
