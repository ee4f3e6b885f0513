internal import ClusterModel
internal import OpenSSL
internal import Platform

/// A body made ready for many phones: what comes before its first hole is hashed once (docs/design/renditions.md), and
/// what comes before its longest run once for all phones that have the same values up to there.
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
    /// The states after that run, by the values that the holes before it take and the runs behind them.
    private var states: [[UInt8]: SharedDigest] = [:]
    /// The state used last: most often, the next phone has it, too.
    private var latest: (text: [UInt8], state: SharedDigest)?
    // Used again for each phone; taken out while they are used, so that each access need not be checked.
    private var spareRanges: [Range<Int>] = []
    private var spareText: [UInt8] = []

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
    func finish(_ fragment: Fragment?) throws(PublishingError) -> (stamp: VersionStamp, hash: SHA256Hash) {
        let own = fragment?.bytes ?? []
        var ranges: [Range<Int>] = []
        var text: [UInt8] = []
        swap(&ranges, &spareRanges)
        swap(&text, &spareText)
        defer {
            spareRanges = ranges
            spareText = text
        }
        ranges.removeAll(keepingCapacity: true)
        fragment?.appendRanges(to: &ranges)
        let holes = body.holes
        if let lastValue, lastValue >= ranges.count { throw .unresolvedValue(index: ranges.count) }
        var digest = state(own, ranges, &text)
        gather(sharedHoles..<(stampIndex ?? holes.count), own, ranges, in: &text)
        digest.update(text)
        guard let stampIndex else {
            let plain = digest.finish()
            return (VersionStamp(plain), plain)
        }
        var stamped = digest.copy()
        gather(stampIndex..<holes.count, own, ranges, in: &text)
        digest.update(text)
        let stamp = VersionStamp(digest.finish())
        stamped.update(stamp.ascii)
        stamped.update(text)
        return (stamp, stamped.finish())
    }

    /// The state before the first hole that is not shared.
    private func state(_ own: [UInt8], _ ranges: [Range<Int>], _ text: inout [UInt8]) -> SHA256Digest {
        guard sharedHoles > 0 else { return prefix.copy() }
        gather(0..<sharedHoles, own, ranges, upTo: body.holes[sharedHoles - 1].offset, in: &text)
        if let latest, latest.text == text { return latest.state.copy() }
        if let known = states[text] {
            latest = (text, known)
            return known.copy()
        }
        let key = text
        var digest = prefix.copy()
        gather(0..<sharedHoles, own, ranges, in: &text)
        digest.update(text)
        if states.count < Self.maximumStates {
            let state = SharedDigest(digest.copy())
            states[key] = state
            latest = (key, state)
        }
        return digest
    }

    /// Gathers the values of some holes, each with the run behind it up to the next hole or to `end`, in `text`.
    private func gather(
        _ holes: Range<Int>,
        _ own: [UInt8],
        _ ranges: [Range<Int>],
        upTo end: Int? = nil,
        in text: inout [UInt8]
    ) {
        text.removeAll(keepingCapacity: true)
        let body = body
        for index in holes {
            let hole = body.holes[index]
            if case .value(let value) = hole.filling { text += own[ranges[value]] }
            let next = index + 1 < body.holes.count ? body.holes[index + 1].offset : body.bytes.count
            text += body.bytes[hole.offset..<min(next, end ?? next)]
        }
    }
}

/// A state that is only copied.
private final class SharedDigest {
    private let digest: SHA256Digest

    init(_ digest: consuming SHA256Digest) { self.digest = digest }

    func copy() -> SHA256Digest { digest.copy() }
}
