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
        let own = fragment?.bytes ?? []
        let ranges = fragment?.ranges ?? []
        var values: [UInt8] = []
        values.reserveCapacity(own.count + VersionStamp.maximumLength + 2 * body.fillings.count)
        for filling in body.fillings {
            switch filling {
            case .versionStamp: FilledFile.append(stamp.ascii[...], to: &values)
            case .value(let index) where index < ranges.count: FilledFile.append(own[ranges[index]], to: &values)
            case .value, .sharedSecret: FilledFile.append([], to: &values)
            }
        }
        self.body = body.shared
        self.values = SharedBytes(values)
        // Each value stands behind its length in two octets.
        length = UInt32(clamping: body.shared.bytes.count + values.count - 2 * body.fillings.count)
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
