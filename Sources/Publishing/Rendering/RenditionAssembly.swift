internal import Certificates
internal import ClusterModel

/// A body made ready for many phones: what comes before its first hole is hashed once (architecture.md, "Renditions"),
/// and what comes before its longest run once for all phones that have the same values up to there.
final class PreparedBody {
    /// How many shared states are kept. Our own bound: where phones differ more than that, sharing does not pay.
    private static let maximumStates = 64

    let body: RenditionBody
    private let prefix: SharedDigest
    /// The hole of the stamp among the holes.
    private let stampIndex: Int?
    /// The highest index of a value that fills a hole.
    private let lastValue: Int?
    /// How many of the holes lie before the end of the longest run that is hashed once.
    private let sharedHoles: Int
    /// The states after that run, by the values that the holes before it take.
    private var states: [[ArraySlice<UInt8>]: SharedDigest] = [:]

    init(_ body: RenditionBody) {
        self.body = body
        let holes = body.holes
        var digest = SHA256Digest()
        digest.update(body.bytes.span.extracting(0..<(holes.first?.offset ?? body.bytes.count)))
        prefix = SharedDigest(digest)
        stampIndex = holes.firstIndex { $0.filling == .versionStamp }
        lastValue = holes.compactMap { if case .value(let index) = $0.filling { index } else { nil } }.max()
        let runs = (0..<(stampIndex ?? 0)).map { (end: $0 + 1, length: holes[$0 + 1].offset - holes[$0].offset) }
        sharedHoles = runs.max { $0.length < $1.length }?.end ?? 0
    }

    /// The stamp and the hash of the file that `fragment` makes of this body.
    ///
    /// The stamp is cut from the hash of the file with an empty stamp, so there are two hashes; they share their state
    /// up to the stamp.
    func finish(_ fragment: Fragment?) throws(PublishingError) -> (stamp: VersionStamp, hash: [UInt8]) {
        let own = fragment?.bytes ?? []
        let ranges = fragment?.ranges ?? []
        let holes = body.holes
        if let lastValue, lastValue >= ranges.count { throw .unresolvedValue(index: ranges.count) }
        var digest = state(own, ranges)
        digest.update(text(of: sharedHoles..<(stampIndex ?? holes.count), own, ranges))
        guard let stampIndex else {
            let plain = digest.finish()
            guard let stamp = VersionStamp(digest: plain) else { throw .unresolvedValue(index: -1) }
            return (stamp, plain)
        }
        var stamped = digest.copy()
        let rest = text(of: stampIndex..<holes.count, own, ranges)
        digest.update(rest)
        guard let stamp = VersionStamp(digest: digest.finish()) else { throw .unresolvedValue(index: -1) }
        stamped.update(stamp.ascii)
        stamped.update(rest)
        return (stamp, stamped.finish())
    }

    /// The state before the first hole that is not shared.
    private func state(_ own: [UInt8], _ ranges: [Range<Int>]) -> SHA256Digest {
        guard sharedHoles > 0 else { return prefix.copy() }
        let values = body.holes[..<sharedHoles].map { value(of: $0, own, ranges) }
        if let known = states[values] { return known.copy() }
        var digest = prefix.copy()
        digest.update(text(of: 0..<sharedHoles, own, ranges))
        if states.count < Self.maximumStates { states[values] = SharedDigest(digest.copy()) }
        return digest
    }

    /// The values of some holes, each with the run behind it.
    private func text(of holes: Range<Int>, _ own: [UInt8], _ ranges: [Range<Int>]) -> [UInt8] {
        guard let first = holes.first else { return [] }
        let end = holes.upperBound < body.holes.count ? body.holes[holes.upperBound].offset : body.bytes.count
        var text: [UInt8] = []
        text.reserveCapacity(end - body.holes[first].offset + own.count)
        for index in holes {
            let next = index + 1 < body.holes.count ? body.holes[index + 1].offset : body.bytes.count
            text += value(of: body.holes[index], own, ranges)
            text += body.bytes[body.holes[index].offset..<next]
        }
        return text
    }

    /// What a hole takes of the phone's own values.
    private func value(
        of hole: RenditionBody.Hole,
        _ own: [UInt8],
        _ ranges: [Range<Int>]
    ) -> ArraySlice<UInt8> {
        if case .value(let index) = hole.filling { own[ranges[index]] } else { [] }
    }
}

/// A state that is only copied.
private final class SharedDigest {
    private let digest: SHA256Digest

    init(_ digest: consuming SHA256Digest) { self.digest = digest }

    func copy() -> SHA256Digest { digest.copy() }
}
