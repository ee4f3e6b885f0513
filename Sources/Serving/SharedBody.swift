/// A body that many files share, and where each of them puts values of its own.
public final class SharedBody: Sendable {
    /// What the files have in common.
    public let bytes: SharedBytes
    /// Where values go in: offsets into ``bytes`` in ascending order, none beyond its end.
    public let holes: [UInt32]

    /// A body with holes.
    ///
    /// - Parameters:
    ///   - bytes: What the files have in common.
    ///   - holes: Offsets in ascending order; they are clamped to the bytes there are.
    public init(_ bytes: SharedBytes, holes: [Int]) {
        self.bytes = bytes
        var last = 0
        self.holes = holes.map { hole in
            last = min(max(hole, last), bytes.count)
            return UInt32(clamping: last)
        }
    }
}
