internal import ClusterModel
internal import Store

/// What is served at one moment: never changed, only replaced.
///
/// The phones are spread over shards, so that the next snapshot copies only the shards it touches and shares the rest.
final class CatalogSnapshot: Sendable {
    /// One shard of the phones, by MAC address.
    final class Shard: Sendable {
        let entries: [UInt64: CatalogEntry]
        init(_ entries: [UInt64: CatalogEntry]) { self.entries = entries }
    }

    /// A power of two; at 100 000 phones a shard holds about 100.
    static let shardCount = 1024

    let incarnation: String
    let revision: Int
    /// The files of the whole site.
    let siteFiles: [PublishedFile: CatalogEntry]
    private let shards: [Shard]

    init(incarnation: String) {
        self.incarnation = incarnation
        revision = 0
        siteFiles = [:]
        shards = Array(repeating: Shard([:]), count: Self.shardCount)
    }

    private init(incarnation: String, revision: Int, siteFiles: [PublishedFile: CatalogEntry], shards: [Shard]) {
        self.incarnation = incarnation
        self.revision = revision
        self.siteFiles = siteFiles
        self.shards = shards
    }

    subscript(_ macAddress: UInt64) -> CatalogEntry? { shards[Self.shard(of: macAddress)].entries[macAddress] }

    /// The number of phones that have a file.
    var phoneCount: Int { shards.reduce(0) { $0 + $1.entries.count } }

    /// What is served after `changes`; an entry of `nil` withdraws the file.
    func applying(_ changes: [(file: PublishedFile, entry: CatalogEntry?)], revision: Int) -> CatalogSnapshot {
        var siteFiles = self.siteFiles
        var byShard: [Int: [(macAddress: UInt64, entry: CatalogEntry?)]] = [:]
        for (file, entry) in changes {
            switch file {
            case .phone(let name):
                let address = name.macAddress.bits
                byShard[Self.shard(of: address), default: []].append((address, entry))
            case .defaultFile, .capfRoot:
                siteFiles[file] = entry
            }
        }
        var shards = self.shards
        for (index, changes) in byShard {
            var entries = shards[index].entries
            for change in changes { entries[change.macAddress] = change.entry }
            shards[index] = Shard(entries)
        }
        return CatalogSnapshot(
            incarnation: incarnation,
            revision: revision,
            siteFiles: siteFiles,
            shards: shards
        )
    }

    /// The low bits differ most between phones of one delivery.
    private static func shard(of macAddress: UInt64) -> Int { Int(macAddress & UInt64(shardCount - 1)) }
}
