internal import ClusterModel
internal import Serving
internal import Store

/// What is served at one moment: never changed, only replaced.
///
/// The phones are spread over shards by their MAC addresses, so that the next snapshot copies only the shards it touches
/// and shares the rest.
final class CatalogSnapshot: Sendable {
    /// A power of two; at 100 000 phones a shard holds about 100.
    static let shardCount = 1024

    let incarnation: String
    let revision: RevisionNumber
    private let siteFiles: [PublishedFile: CatalogSiteFile]
    private let shards: [CatalogShard]

    init(incarnation: String) {
        self.incarnation = incarnation
        revision = 0
        siteFiles = [:]
        shards = Array(repeating: .empty, count: Self.shardCount)
    }

    private init(
        incarnation: String,
        revision: RevisionNumber,
        siteFiles: [PublishedFile: CatalogSiteFile],
        shards: [CatalogShard]
    ) {
        self.incarnation = incarnation
        self.revision = revision
        self.siteFiles = siteFiles
        self.shards = shards
    }

    /// The file of the phone with that address.
    func phoneFile(_ address: UInt64) -> FileContent? {
        shards[Self.shard(of: address)].content(address, incarnation: incarnation)
    }

    /// A file of the whole site.
    func siteFile(_ file: PublishedFile) -> FileContent? { siteFiles[file]?.content(incarnation: incarnation) }

    /// The number of phones that have a file.
    var phoneCount: Int { shards.reduce(0) { $0 + $1.count } }

    /// What is served after `changes`.
    func applying(_ changes: CatalogChanges, revision: RevisionNumber) -> CatalogSnapshot {
        var siteFiles = self.siteFiles
        for (file, entry) in changes.siteFiles { siteFiles[file] = entry }
        var shards = self.shards
        for (shard, indices) in Self.byShard(changes.addresses) {
            shards[shard] = shards[shard].applying(changes, at: indices)
        }
        return CatalogSnapshot(incarnation: incarnation, revision: revision, siteFiles: siteFiles, shards: shards)
    }

    /// The indices of addresses by shard, in the order of the addresses; of one that is there twice the later one.
    private static func byShard(_ addresses: [UInt64]) -> [Int: [Int]] {
        var indices: [Int: [Int]] = [:]
        for index in addresses.indices { indices[shard(of: addresses[index]), default: []].append(index) }
        return indices.mapValues { indices in
            var sorted: [Int] = []
            for index in indices.sorted(by: { (addresses[$0], $0) < (addresses[$1], $1) }) {
                if let last = sorted.last, addresses[last] == addresses[index] { sorted.removeLast() }
                sorted.append(index)
            }
            return sorted
        }
    }

    /// The low bits differ most between phones of one delivery.
    private static func shard(of macAddress: UInt64) -> Int { Int(macAddress & UInt64(shardCount - 1)) }
}
