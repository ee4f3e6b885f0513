internal import ClusterModel
internal import Serving

/// Some of the phones' files, in the order of their addresses: three blocks of memory, however many they are.
final class CatalogShard: Sendable {
    static let empty = CatalogShard(addresses: [], entries: [], values: [])

    private let addresses: [UInt64]
    private let entries: [CatalogEntry]
    private let values: SharedBytes

    private init(addresses: [UInt64], entries: [CatalogEntry], values: [UInt8]) {
        self.addresses = addresses
        self.entries = entries
        self.values = SharedBytes(values)
    }

    /// The number of files.
    var count: Int { entries.count }

    /// The file of the phone with that address.
    func content(_ address: UInt64, incarnation: String) -> FileContent? {
        var range = addresses.startIndex..<addresses.endIndex
        while let middle = range.isEmpty ? nil : (range.lowerBound + range.upperBound) / 2 {
            if addresses[middle] == address { return entries[middle].content(values, incarnation: incarnation) }
            range = addresses[middle] < address ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }

    /// These files after some of the changes.
    ///
    /// - Parameters:
    ///   - changes: The changes.
    ///   - indices: Which of them, in the order of their addresses, each address once.
    /// - Returns: The new files; these stay as they are.
    func applying(_ changes: CatalogChanges, at indices: [Int]) -> CatalogShard {
        var addresses: [UInt64] = []
        var entries: [CatalogEntry] = []
        var values: [UInt8] = []
        addresses.reserveCapacity(count + indices.count)
        entries.reserveCapacity(count + indices.count)
        func keep(_ index: Int) {
            addresses.append(self.addresses[index])
            entries.append(self.entries[index].moved(to: values.count))
            self.values.append(self.entries[index].values, to: &values)
        }
        var next = 0
        for index in indices {
            let address = changes.addresses[index]
            while next < count, self.addresses[next] < address {
                keep(next)
                next += 1
            }
            if next < count, self.addresses[next] == address { next += 1 }
            guard let entry = changes.entries[index] else { continue }
            addresses.append(address)
            entries.append(entry.moved(to: values.count))
            values += changes.values[entry.values]
        }
        while next < count {
            keep(next)
            next += 1
        }
        // As large as it is, and no larger.
        return CatalogShard(addresses: Array(addresses[...]), entries: Array(entries[...]), values: values)
    }
}
