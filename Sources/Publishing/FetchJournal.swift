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

    private var waiting: [DeviceName: FetchRecord] = [:]

    /// An empty journal.
    public init() {}

    /// Whether nothing waits to be written.
    public var isEmpty: Bool { waiting.isEmpty }

    /// Notes a request that ended at `time` (seconds since 1970); requests for other files are passed over.
    public mutating func note(_ record: TransferRecord, at time: Int) {
        guard case .phone(let bits) = RequestedName(Array(record.file.utf8).span),
            let phone = MACAddress(bits: bits).map(DeviceName.init),
            waiting.count < Self.capacity || waiting[phone] != nil
        else { return }
        waiting[phone] = FetchRecord(
            phone: phone,
            time: time,
            address: Self.host(record.client),
            outcome: record.outcome.rawValue,
            reason: record.reason,
            incarnation: record.position?.incarnation,
            revision: record.position?.revision,
            hash: record.hash?.bytes
        )
    }

    /// Writes what waits; it waits on when the store cannot take it now.
    ///
    /// - Parameter store: Where the records are kept.
    /// - Throws: What the store throws; phones are served all the same.
    public mutating func write(to store: any StorePort) async throws {
        guard !waiting.isEmpty else { return }
        let records = Array(waiting.values)
        try await store.write { try $0.recordFetches(records) }
        waiting = [:]
    }

    /// The address of `ADDRESS:PORT` or `[ADDRESS]:PORT`.
    private static func host(_ client: String) -> String {
        guard let colon = client.lastIndex(of: ":") else { return client }
        let host = client[..<colon]
        return host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : String(host)
    }
}
