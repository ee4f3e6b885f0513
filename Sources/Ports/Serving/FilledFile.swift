/// A file that is a shared body with values of its own filled in. It is never assembled: a reader goes through its
/// sections.
public struct FilledFile: Sendable {
    /// Octets of the length before a value.
    static let lengthOctets = 2

    /// What it shares with other files.
    public let body: SharedBody
    /// What holds the values of the body's holes, and perhaps those of other files.
    public let values: SharedBytes
    // Small numbers, for each open transfer holds a file.
    private let valuesStart: UInt32
    private let valuesEnd: UInt32

    /// The form of a file's values: each value behind its length in two octets, the higher one first.
    ///
    /// - Parameter values: The value of each hole in order; 65 535 octets of it are kept.
    /// - Returns: The octets.
    public static func encode(_ values: some Sequence<ArraySlice<UInt8>>) -> [UInt8] {
        var bytes: [UInt8] = []
        for value in values { append(value, to: &bytes) }
        return bytes
    }

    /// Adds a value in the form of ``encode(_:)``.
    public static func append(_ value: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
        append(to: &bytes) { $0 += value }
    }

    /// Adds what `write` adds as a value in the form of ``encode(_:)``.
    public static func append(to bytes: inout [UInt8], _ write: (inout [UInt8]) -> Void) {
        let start = bytes.count
        bytes.append(0)
        bytes.append(0)
        write(&bytes)
        let excess = bytes.count - start - lengthOctets - Int(UInt16.max)
        if excess > 0 { bytes.removeLast(excess) }
        let length = bytes.count - start - lengthOctets
        bytes[start] = UInt8(truncatingIfNeeded: length >> 8)
        bytes[start + 1] = UInt8(truncatingIfNeeded: length)
    }

    /// The file that a body and values make; a hole without a value stays empty.
    ///
    /// - Parameters:
    ///   - body: What it shares with other files.
    ///   - values: Holds the values of the body's holes in their order, as ``encode(_:)`` gives them.
    ///   - range: Where in `values` they are; all of it when it is not given. It is clamped to the bytes there are.
    public init(_ body: SharedBody, values: SharedBytes, in range: Range<Int>? = nil) {
        let range = (range ?? 0..<values.count).clamped(to: 0..<values.count)
        self.body = body
        self.values = values
        valuesStart = UInt32(clamping: range.lowerBound)
        valuesEnd = UInt32(clamping: range.upperBound)
    }

    /// The file's length in octets, counted section by section.
    public var length: Int {
        let layout = layout
        var section = layout.first
        while let next = layout.section(after: section) { section = next }
        return section.end
    }

    /// The section that the file begins with.
    public var first: Section { layout.first }

    /// The section that follows; `nil` after the last one.
    public func section(after section: Section) -> Section? { layout.section(after: section) }

    /// Where the file's values begin in ``values``, and where they end.
    public var valueRange: Range<Int> { Int(valuesStart)..<Int(valuesEnd) }

    private var layout: Layout {
        @_lifetime(borrow self)
        get {
            // Both live as long as this value does.
            let layout = unsafe Layout(
                holes: Span(_unsafeBytes: body.holes.unsafeBytes),
                values: Span(_unsafeBytes: values.unsafeBytes),
                valueRange: valueRange,
                bodyCount: body.bytes.count
            )
            return unsafe _overrideLifetime(layout, borrowing: self)
        }
    }
}
