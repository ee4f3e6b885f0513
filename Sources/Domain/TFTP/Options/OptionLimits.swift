/// How far the server goes along with a client's wishes.
public struct OptionLimits: Sendable, Hashable {
    /// The data octets of a block when nothing is negotiated (RFC 1350 section 2).
    public static let defaultBlockSize = 512
    /// The block sizes a client may ask for (RFC 2348 section 2).
    public static let blockSizes = 8...65_464
    /// The timeouts a client may ask for, in seconds (RFC 2349).
    public static let timeouts = 1...255
    /// The windows a client may ask for, in blocks (RFC 7440 section 3).
    public static let windowSizes = 1...65_535

    /// The largest block the server sends, in data octets; what the link carries unfragmented is a good choice.
    public var maximumBlockSize: Int
    /// The largest window the server sends, in blocks.
    public var maximumWindowSize: Int

    /// Limits, each brought into the range its RFC allows.
    ///
    /// - Parameters:
    ///   - maximumBlockSize: The largest block, in data octets.
    ///   - maximumWindowSize: The largest window, in blocks.
    public init(maximumBlockSize: Int, maximumWindowSize: Int) {
        self.maximumBlockSize = maximumBlockSize.clamped(to: Self.blockSizes)
        self.maximumWindowSize = maximumWindowSize.clamped(to: Self.windowSizes)
    }
}

extension Int {
    /// The nearest number within `range`.
    func clamped(to range: ClosedRange<Int>) -> Int { Swift.min(Swift.max(self, range.lowerBound), range.upperBound) }
}
