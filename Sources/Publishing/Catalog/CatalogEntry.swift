internal import ClusterModel
internal import Serving

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
}

/// One file as it is served: kept small, for there is one for each phone.
struct CatalogEntry: Sendable {
    private let hash: ContentHash
    private let revision: UInt32
    private let length: UInt32
    private let body: SharedBody
    /// The values of the body's holes, in their order.
    private let values: SharedBytes

    /// The entry of a publication; `nil` when its hash is none.
    init?(body: CatalogBody, fragment: Fragment?, stamp: VersionStamp, hash: [UInt8], revision: Int) {
        guard let hash = ContentHash(hash) else { return nil }
        self.hash = hash
        self.revision = UInt32(clamping: revision)
        let stamp = stamp.ascii[...]
        let own = fragment.map { fragment in fragment.ranges.map { fragment.bytes[$0] } } ?? []
        let values = body.fillings.map { filling -> ArraySlice<UInt8> in
            switch filling {
            case .versionStamp: stamp
            case .value(let index) where index < own.count: own[index]
            case .value, .sharedSecret: []
            }
        }
        self.body = body.shared
        self.values = SharedBytes(FilledFile.encode(values))
        length = UInt32(clamping: FilledFile(body.shared, values: self.values).length)
    }

    /// The file.
    func content(incarnation: String) -> FileContent {
        FileContent(
            filled: FilledFile(body, values: values),
            length: Int(length),
            position: PublishedPosition(incarnation: incarnation, revision: Int(revision)),
            hash: hash
        )
    }
}
