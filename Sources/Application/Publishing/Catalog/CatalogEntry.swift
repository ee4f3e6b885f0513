internal import ClusterModel
internal import Platform
internal import Serving

/// One file as it is served: kept small, for there is one for each phone. Its values lie beside those of others.
struct CatalogEntry: Sendable {
    private let hash: SHA256Hash
    private let body: SharedBody
    private let revision: UInt32
    private let length: UInt32
    private let start: UInt32
    private let count: UInt32

    /// Where its values lie.
    var values: Range<Int> { Int(start)..<Int(start) + Int(count) }

    /// The entry of a publication.
    ///
    /// - Parameters:
    ///   - body: What it shares with other files.
    ///   - values: Where its values lie.
    ///   - hash: The SHA-256 of the file.
    ///   - revision: The revision that published it.
    init(body: CatalogBody, values: Range<Int>, hash: SHA256Hash, revision: RevisionNumber) {
        self.hash = hash
        self.body = body.shared
        self.revision = UInt32(clamping: revision.rawValue)
        // Each value stands behind its length in two octets.
        length = UInt32(clamping: body.shared.bytes.count + values.count - 2 * body.fillings.count)
        start = UInt32(clamping: values.lowerBound)
        count = UInt32(clamping: values.count)
    }

    private init(_ entry: CatalogEntry, valuesAt start: Int) {
        hash = entry.hash
        body = entry.body
        revision = entry.revision
        length = entry.length
        self.start = UInt32(clamping: start)
        count = entry.count
    }

    /// The same file with its values in another place.
    func moved(to start: Int) -> CatalogEntry { CatalogEntry(self, valuesAt: start) }

    /// The file, its values being in `values`.
    func content(_ values: SharedBytes, incarnation: String) -> FileContent {
        FileContent(
            filled: FilledFile(body, values: values, in: self.values),
            length: Int(length),
            position: PublishedPosition(incarnation: incarnation, revision: RevisionNumber(rawValue: Int(revision))),
            hash: hash
        )
    }
}

/// A shared body as it is served.
final class CatalogBody: Sendable {
    let shared: SharedBody
    /// What goes into each of its holes.
    let fillings: [RenditionBody.Hole.Filling]

    init(_ body: RenditionBody) {
        // A shared secret stands in the body; its hole only says where.
        let holes = body.holes.filter { hole in
            if case .sharedSecret = hole.filling { false } else { true }
        }
        shared = SharedBody(SharedBytes(body.bytes), holes: holes.map(\.offset))
        fillings = holes.map(\.filling)
    }

    /// Adds the values of the holes in their order, in the form of a ``FilledFile``.
    ///
    /// - Parameters:
    ///   - fragment: The values.
    ///   - ranges: Where they lie in the fragment.
    ///   - stamp: The file's stamp.
    ///   - values: What they are added to.
    func append(_ fragment: Fragment?, at ranges: [Range<Int>], _ stamp: VersionStamp, to values: inout [UInt8]) {
        let own = fragment?.bytes ?? []
        for filling in fillings {
            switch filling {
            case .versionStamp: FilledFile.append(to: &values) { stamp.append(to: &$0) }
            case .value(let index) where index < ranges.count: FilledFile.append(own[ranges[index]], to: &values)
            case .value, .sharedSecret: FilledFile.append([], to: &values)
            }
        }
    }
}
