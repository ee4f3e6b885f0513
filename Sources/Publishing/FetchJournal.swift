internal import ClusterModel
public import Serving
public import Store

/// Gathers how phones' requests for their files ended, and writes the last of each phone in batches; before it the last
/// that was complete, so that a phone that has its file and asks again is not taken for one without (A02).
///
/// It holds at most two records for each phone between two batches, and none for names that no phone can have, so it
/// never grows by what strangers ask for.
public struct FetchJournal: Sendable {
    /// The most phones between two batches; the rest are told by their next request. Our own bound.
    private static let capacity = 200_000

    private struct Fetch {
        var record: TransferRecord
        var time: Int

        var isComplete: Bool { record.outcome == .fetched || record.outcome == .sent }
    }

    private struct Fetches {
        var last: Fetch
        /// The last complete one, when that is not the last.
        var complete: Fetch?
    }

    /// By the phones' MAC addresses.
    private var waiting: [UInt64: Fetches] = [:]

    /// An empty journal.
    public init() {}

    /// Whether nothing waits to be written.
    public var isEmpty: Bool { waiting.isEmpty }

    /// Notes a request that ended at `time` (seconds since 1970); requests for other files, and the daemon's own,
    /// are passed over.
    public mutating func note(_ record: TransferRecord, at time: Int) {
        guard !record.isProbe, case .phone(let bits) = RequestedName(record.file.octets.span),
            waiting.count < Self.capacity || waiting[bits] != nil
        else { return }
        let fetch = Fetch(record: record, time: time)
        guard let before = waiting[bits] else {
            waiting[bits] = Fetches(last: fetch)
            return
        }
        let complete = before.last.isComplete ? before.last : before.complete
        waiting[bits] = Fetches(last: fetch, complete: complete)
    }

    /// Writes what waits; it waits on when the store cannot take it now.
    ///
    /// - Parameter store: Where the records are kept.
    /// - Throws: What the store throws; phones are served all the same.
    public mutating func write(to store: any StorePort) async throws {
        guard !waiting.isEmpty else { return }
        // In the order of their names, which is that of the store's index.
        let records = waiting.sorted { $0.key < $1.key }.flatMap { bits, fetches -> [FetchRecord] in
            guard let address = MACAddress(bits: bits) else { return [] }
            let all = (fetches.complete.map { [$0] } ?? []) + [fetches.last]
            return all.map { FetchRecord(of: DeviceName(address), $0.record, at: $0.time) }
        }
        try await store.write { try $0.recordFetches(records) }
        waiting = [:]
    }
}

extension FetchRecord {
    /// How a request of a phone ended at `time`.
    fileprivate init(of phone: DeviceName, _ record: TransferRecord, at time: Int) {
        self.init(
            phone: phone,
            time: time,
            address: record.client.host,
            outcome: record.outcome.rawValue,
            reason: record.reason,
            incarnation: record.position?.incarnation,
            revision: record.position?.revision,
            hash: record.hash?.bytes
        )
    }
}
