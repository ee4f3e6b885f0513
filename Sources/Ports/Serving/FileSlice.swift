/// A run of bytes inside a ``SharedBytes``.
public struct FileSlice: Sendable {
    /// What the run lies in; holding the slice holds it.
    public let bytes: SharedBytes
    /// Where the run lies, in bytes from the start of ``bytes``.
    public let range: Range<Int>

    /// The run's length in bytes.
    public var count: Int { range.count }

    /// A run of `bytes`; all of them when no range is given.
    ///
    /// The range is clamped to the bytes there are, so a slice can never reach outside them.
    public init(_ bytes: SharedBytes, _ range: Range<Int>? = nil) {
        self.bytes = bytes
        self.range = (range ?? 0..<bytes.count).clamped(to: 0..<bytes.count)
    }
}
