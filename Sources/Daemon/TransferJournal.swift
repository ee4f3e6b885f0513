internal import Glibc
internal import Logging
internal import NIOConcurrencyHelpers
internal import Publishing
internal import ServiceLifecycle
internal import Serving
internal import Store
internal import Synchronization

/// Hears of every request's end and tells it in the background: a log line for each, and a fetch record for each phone.
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

    private struct Waiting {
        var records: [TransferRecord] = []
        var lost = 0
    }

    private let logger: Logger
    private let capacity: Int
    private let lost = Atomic<Int>(0)
    private let waiting = NIOLockedValueBox(Waiting())
    private let store = NIOLockedValueBox<(any StorePort)?>(nil)
    private let isStopping = Atomic<Bool>(false)

    /// A journal of at most so many waiting events.
    init(logger: Logger, capacity: Int = TransferJournal.capacity) {
        self.logger = logger
        self.capacity = capacity
    }

    /// Events that were lost since the start, because more came than could be told.
    var lostEvents: Int { lost.load(ordering: .relaxed) }

    /// Keeps fetch records in `store` from now on.
    func keepFetchRecords(in store: any StorePort) { self.store.withLockedValue { $0 = store } }

    func transferEnded(_ record: TransferRecord) {
        waiting.withLockedValue { waiting in
            if waiting.records.count < capacity {
                waiting.records.append(record)
            } else {
                waiting.lost += 1
                lost.add(1, ordering: .relaxed)
            }
        }
    }

    func enumerationSuspected(client: String) {
        logger.warning("enumeration of phone names suspected", metadata: ["client": "\(client)"])
    }

    /// Runs until the service group shuts down or gives up, and then until everything is told.
    func run() async throws {
        var journal = FetchJournal()
        var intervals = 0
        var quiet = 0
        await withGracefulShutdownHandler {
            while !isStopping.load(ordering: .acquiring), !Task.isCancelled {
                try? await Task.sleep(for: Self.logInterval)
                quiet = drain(&journal) ? 0 : quiet + 1
                intervals += 1
                guard quiet == Self.quietIntervals || intervals >= Self.mostIntervals else { continue }
                intervals = 0
                await write(&journal)
            }
        } onGracefulShutdown: {
            self.isStopping.store(true, ordering: .releasing)
        }
        _ = drain(&journal)
        await write(&journal)
    }

    /// Tells of what waits; `false` when nothing did.
    private func drain(_ journal: inout FetchJournal) -> Bool {
        let batch = waiting.withLockedValue { waiting in
            defer { waiting = Waiting() }
            return waiting
        }
        if batch.lost > 0 {
            logger.warning(
                "transfer events lost",
                metadata: ["count": "\(batch.lost)", "since-start": "\(lostEvents)"]
            )
        }
        guard !batch.records.isEmpty else { return false }
        let now = Int(time(nil))
        let records = batch.records.span
        for index in records.indices { journal.note(records[index], at: now) }
        guard logger.logLevel <= .info else { return true }
        var lines = TransferLogLines(second: now, count: records.count)
        for index in records.indices { lines.append(records[index]) }
        lines.write()
        return true
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
