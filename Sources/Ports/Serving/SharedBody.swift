/// A body that many files share, and where each of them puts values of its own.
public final class SharedBody: Sendable {
    /// What the files have in common.
    public let bytes: SharedBytes
    /// Where values go in, as ``FilledFile/Layout`` reads it: offsets into ``bytes`` in ascending order, none beyond its end.
    public let holes: SharedBytes
    /// How many values go in.
    public var holeCount: Int { holes.count / FilledFile.Layout.holeOctets }

    /// A body with holes.
    ///
    /// - Parameters:
    ///   - bytes: What the files have in common.
    ///   - holes: Offsets in ascending order; they are clamped to the bytes there are.
    public init(_ bytes: SharedBytes, holes: [Int]) {
        self.bytes = bytes
        var last = 0
        let offsets = holes.map { hole in
            last = min(max(hole, last), bytes.count)
            return last
        }
        self.holes = SharedBytes(FilledFile.Layout.encode(holes: offsets))
    }
}
