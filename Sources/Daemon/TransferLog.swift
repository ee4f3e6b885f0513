internal import Logging
internal import ServiceLifecycle
internal import Serving
internal import Synchronization

/// Writes one log event for each request that has ended, in the background: the packet path never waits for a disk.
final class TransferLog: TransferObserver, Service {
    /// How many events may wait; more are counted as lost. Our own bound: some seconds of a boot storm.
    private static let capacity = 65_536

    private let logger: Logger
    private let records: AsyncStream<TransferRecord>
    private let continuation: AsyncStream<TransferRecord>.Continuation
    private let lost = Atomic<Int>(0)

    init(logger: Logger) {
        self.logger = logger
        (records, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.capacity))
    }

    func transferEnded(_ record: TransferRecord) {
        if case .dropped = continuation.yield(record) { lost.add(1, ordering: .relaxed) }
    }

    func enumerationSuspected(client: String) {
        logger.warning("enumeration of phone names suspected", metadata: ["client": "\(client)"])
    }

    func run() async throws {
        await withGracefulShutdownHandler {
            for await record in records { write(record) }
        } onGracefulShutdown: {
            self.continuation.finish()
        }
    }

    private func write(_ record: TransferRecord) {
        let lost = lost.exchange(0, ordering: .relaxed)
        if lost > 0 { logger.warning("transfer events lost", metadata: ["count": "\(lost)"]) }
        var metadata: Logger.Metadata = [
            "client": "\(record.client)", "file": "\(record.file)", "outcome": "\(record.outcome.rawValue)",
        ]
        if let reason = record.reason { metadata["reason"] = "\(reason)" }
        if record.outcome != .refused {
            metadata["bytes"] = "\(record.length)"
            metadata["blocks"] = "\(record.blocks)"
            metadata["retransmits"] = "\(record.retransmits)"
            metadata["microseconds"] = "\(record.microseconds)"
            metadata["options"] = "\(record.options.joined(separator: ","))"
        }
        if let position = record.position { metadata["revision"] = "\(position)" }
        if let hash = record.hash { metadata["sha256"] = "\(hash)" }
        logger.info("transfer ended", metadata: metadata)
    }
}
