internal import ClusterModel
public import Platform
public import Serving
public import Store

/// Gathers how phones' requests for their files ended, and writes the last of each phone in batches; before it those that
/// prove something, one of each file, so that a phone that has its file and asks again, or fetches a later one, is not taken
/// for one without (A02).
///
/// It holds a bounded number of records for each phone between two batches, and none for names that no phone can have, so
/// it never grows by what strangers ask for.
public struct FetchJournal: Sendable {
    /// The most phones between two batches; the rest are told by their next request. Our own bound.
    private static let capacity = 200_000
    /// When so many wait, a phone that is refused is not added to them: names may be guessed, and a guess must not take the
    /// place of a phone that has a file. Our own bound.
    private static let mostRefused = 20_000

    /// What is kept of a request: each phone of a storm has one.
    private struct Fetch {
        var client: ClientAddress
        var outcome: TransferRecord.Outcome
        var reason: TransferReason?
        var position: PublishedPosition?
        var hash: SHA256Hash?
        var time: UnixTime

        init(_ record: TransferRecord, at time: UnixTime) {
            client = record.client
            outcome = record.outcome
            reason = record.reason
            position = record.position
            hash = record.hash
            self.time = time
        }

        /// Whether it proves anything of the bytes at the phone; what it is without them, nobody can say.
        var isProof: Bool { hash != nil && (outcome == .fetched || outcome == .sent) }

        func record(of phone: DeviceName) -> FetchRecord {
            FetchRecord(
                phone: phone,
                time: time,
                address: client.host,
                outcome: outcome.rawValue,
                reason: reason?.rawValue,
                incarnation: position?.incarnation,
                revision: position?.revision,
                hash: hash
            )
        }

        /// Whether it tells all of `other`: the phone has the same bytes, and is as sure to have them.
        func includes(_ other: Fetch) -> Bool {
            isProof && (outcome == .fetched || other.outcome == .sent) && hash == other.hash
                && position == other.position
        }
    }

    private struct Fetches {
        /// The most earlier files of a phone between two batches, which are seconds apart: each takes a reset of its own
        /// and a fetch. The oldest goes. Our own bound.
        static let mostEarlier = 8

        var last: Fetch
        /// Those before the last that prove something else than all after them, oldest first. Nearly always
        /// empty, and then nothing is allocated for it.
        var earlier: [Fetch] = []

        mutating func follow(_ fetch: Fetch) {
            if !earlier.isEmpty { earlier.removeAll { fetch.includes($0) } }
            if last.isProof, !fetch.includes(last), earlier.last?.includes(last) != true {
                if earlier.count == Self.mostEarlier { earlier.removeFirst() }
                earlier.append(last)
            }
            last = fetch
        }
    }

    /// By the phones' MAC addresses.
    private var waiting: [UInt64: Fetches] = [:]

    /// An empty journal.
    public init() {}

    /// Whether nothing waits to be written.
    public var isEmpty: Bool { waiting.isEmpty }

    /// Notes a request that ended at `time` (seconds since 1970); requests for other files, and the daemon's own,
    /// are passed over.
    public mutating func note(_ record: TransferRecord, at time: UnixTime) {
        guard !record.isProbe, case .phone(let bits) = RequestedName(record.file.octets) else { return }
        let room = record.outcome == .refused ? Self.mostRefused : Self.capacity
        guard waiting.count < room || waiting[bits] != nil else { return }
        let fetch = Fetch(record, at: time)
        waiting[bits, default: Fetches(last: fetch)].follow(fetch)
    }

    /// Writes what waits; it waits on when the store cannot take it now.
    ///
    /// - Parameter store: Where the records are kept.
    /// - Throws: What the store throws; phones are served all the same.
    public mutating func write(to store: any StorePort) async throws {
        guard !waiting.isEmpty else { return }
        // In the order of their names, which is that of the store's index.
        var records: [FetchRecord] = []
        records.reserveCapacity(waiting.count)
        for bits in waiting.keys.sorted() {
            guard let address = MACAddress(bits: bits), let fetches = waiting[bits] else { continue }
            let phone = DeviceName(address)
            for complete in fetches.earlier { records.append(complete.record(of: phone)) }
            records.append(fetches.last.record(of: phone))
        }
        let written = records
        try await store.write { try $0.recordFetches(written) }
        waiting = [:]
    }
}
