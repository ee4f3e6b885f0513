internal import Certificates
internal import ClusterModel

/// A body made ready for many phones: what comes before its first hole is hashed once (architecture.md, "Renditions").
struct PreparedBody: ~Copyable {
    let body: RenditionBody
    private let prefix: SHA256Digest

    init(_ body: RenditionBody) {
        self.body = body
        var digest = SHA256Digest()
        digest.update(body.bytes.span.extracting(0..<(body.holes.first?.offset ?? body.bytes.count)))
        prefix = digest
    }

    /// The stamp and the hash of the file that `fragment` makes of this body.
    ///
    /// The stamp is cut from the hash of the file with an empty stamp, so there are two hashes; they share their state
    /// up to the stamp.
    func finish(_ fragment: Fragment?) throws(PublishingError) -> (stamp: VersionStamp, hash: [UInt8]) {
        let ranges = fragment?.ranges ?? []
        var digest = prefix.copy()
        var position = body.holes.first?.offset ?? body.bytes.count
        var stamped: SHA256Digest?
        var tail: [(segment: Range<Int>, value: Range<Int>)] = []
        let values = fragment?.bytes ?? []
        for (index, hole) in body.holes.enumerated() {
            let next = index + 1 < body.holes.count ? body.holes[index + 1].offset : body.bytes.count
            var filled = 0..<0
            switch hole.filling {
            case .value(let value):
                guard value < ranges.count else { throw .unresolvedValue(index: value) }
                filled = ranges[value]
                digest.update(values.span.extracting(filled))
            case .sharedSecret:
                break
            case .versionStamp:
                stamped = digest.copy()
            }
            digest.update(body.bytes.span.extracting(hole.offset..<next))
            if stamped != nil { tail.append((hole.offset..<next, filled)) }
            position = next
        }
        digest.update(body.bytes.span.extracting(position..<body.bytes.count))
        let plain = digest.finish()
        guard let stamp = VersionStamp(digest: plain) else { throw .unresolvedValue(index: -1) }
        guard var final = stamped.take() else { return (stamp, plain) }
        final.update(stamp.ascii.span)
        for part in tail {
            final.update(values.span.extracting(part.value))
            final.update(body.bytes.span.extracting(part.segment))
        }
        return (stamp, final.finish())
    }
}
