internal import ClusterModel
public import Serving
public import Store

/// Gathers how phones' requests for their files ended, and writes the last of each phone in batches.
///
/// It holds at most one record for each phone between two batches, and none for names that no phone can have, so it
/// never grows by what strangers ask for.
public struct FetchJournal: Sendable {
    /// The most phones between two batches; the rest are told by their next request. Our own bound.
    private static let capacity = 200_000

    private struct Fetch {
        var record: TransferRecord
        var time: Int
    }

    /// By the phones' MAC addresses.
    private var waiting: [UInt64: Fetch] = [:]

    /// An empty journal.
    public init() {}

    /// Whether nothing waits to be written.
    public var isEmpty: Bool { waiting.isEmpty }

    /// Notes a request that ended at `time` (seconds since 1970); requests for other files are passed over.
    public mutating func note(_ record: TransferRecord, at time: Int) {
        guard case .phone(let bits) = RequestedName(record.file.octets.span),
            waiting.count < Self.capacity || waiting[bits] != nil
        else { return }
        waiting[bits] = Fetch(record: record, time: time)
    }

    /// Writes what waits; it waits on when the store cannot take it now.
    ///
    /// - Parameter store: Where the records are kept.
    /// - Throws: What the store throws; phones are served all the same.
    public mutating func write(to store: any StorePort) async throws {
        guard !waiting.isEmpty else { return }
        // In the order of their names, which is that of the store's index.
        let records = waiting.sorted { $0.key < $1.key }.compactMap { bits, fetch in
            MACAddress(bits: bits).map { FetchRecord(of: DeviceName($0), fetch.record, at: fetch.time) }
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
