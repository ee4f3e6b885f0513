internal import ClusterModel
internal import Serving

/// A shared body as it is served.
final class CatalogBody: Sendable {
    let bytes: SharedBytes
    let holes: [RenditionBody.Hole]

    init(_ body: RenditionBody) {
        bytes = SharedBytes(body.bytes)
        holes = body.holes
    }
}

/// One file as it is served: kept small, for there is one for each phone.
struct CatalogEntry: Sendable {
    /// A SHA-256 without an allocation of its own.
    private let hash: InlineArray<32, UInt8>
    private let revision: UInt32
    private let stampLength: UInt8
    private let body: CatalogBody
    /// The stamp's text and, behind it, the phone's fragment.
    private let values: SharedBytes

    init(body: CatalogBody, fragment: Fragment?, stamp: VersionStamp, hash: [UInt8], revision: Int) {
        let text = stamp.ascii
        self.body = body
        self.revision = UInt32(clamping: revision)
        stampLength = UInt8(clamping: text.count)
        values = SharedBytes(text + (fragment?.bytes ?? []))
        self.hash = InlineArray { $0 < hash.count ? hash[$0] : 0 }
    }

    /// The file as slices of the shared body and of the phone's own values.
    func content(incarnation: String) -> FileContent {
        var slices: [FileSlice] = []
        slices.reserveCapacity(2 * body.holes.count + 1)
        let ranges = valueRanges
        var start = 0
        for hole in body.holes {
            let filled =
                switch hole.filling {
                case .versionStamp: 0..<Int(stampLength)
                case .sharedSecret: 0..<0
                case .value(let index): index < ranges.count ? ranges[index] : 0..<0
                }
            // An empty value leaves the body in one piece.
            guard !filled.isEmpty else { continue }
            if hole.offset > start { slices.append(FileSlice(body.bytes, start..<hole.offset)) }
            slices.append(FileSlice(values, filled))
            start = hole.offset
        }
        if start < body.bytes.count { slices.append(FileSlice(body.bytes, start..<body.bytes.count)) }
        let bytes = (0..<32).map { hash[$0] }
        return FileContent(
            slices: slices,
            position: PublishedPosition(incarnation: incarnation, revision: Int(revision)),
            hash: ContentHash(bytes)
        )
    }

    /// Where each of the phone's values lies in ``values``: the form of ``ClusterModel/Fragment`` behind the stamp.
    private var valueRanges: [Range<Int>] {
        let span = values.span
        var ranges: [Range<Int>] = []
        var start = Int(stampLength)
        while start + 2 <= span.count {
            let length = Int(span[start]) << 8 + Int(span[start + 1])
            ranges.append(start + 2..<start + 2 + length)
            start += 2 + length
        }
        return ranges
    }
}
