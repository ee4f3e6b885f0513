/// A file that is a shared body with values of its own filled in. It is never assembled: a reader goes through its
/// sections.
public struct FilledFile: Sendable {
    /// A run of the body and the value behind it.
    public struct Section: Sendable {
        // Small numbers, for each open transfer holds a section.
        private let fileOffset: UInt32
        private let runOffset: UInt32
        private let runEnd: UInt32
        private let valueOffset: UInt32
        private let valueCount: UInt16
        private let holesBefore: UInt16

        fileprivate init(offset: Int, run: Range<Int>, value: Range<Int>, number: Int) {
            fileOffset = UInt32(clamping: offset)
            runOffset = UInt32(clamping: run.lowerBound)
            runEnd = UInt32(clamping: run.upperBound)
            valueOffset = UInt32(clamping: value.lowerBound)
            valueCount = UInt16(clamping: value.count)
            holesBefore = UInt16(clamping: number)
        }

        /// Where the section begins in the file.
        public var offset: Int { Int(fileOffset) }
        /// The run, in the body's bytes.
        public var run: Range<Int> { Int(runOffset)..<Int(runEnd) }
        /// The value, in the file's own bytes; empty behind the last run.
        public var value: Range<Int> { Int(valueOffset)..<Int(valueOffset) + Int(valueCount) }
        /// How many holes lie before it.
        fileprivate var number: Int { Int(holesBefore) }

        /// Where the section ends in the file.
        public var end: Int { offset + run.count + value.count }
    }

    /// Octets of the length before a value.
    private static let lengthOctets = 2

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
        var section = first
        while let next = self.section(after: section) { section = next }
        return section.end
    }

    /// The section that the file begins with.
    public var first: Section { section(number: 0, offset: 0, bodyOffset: 0, valueOffset: Int(valuesStart)) }

    /// The section that follows; `nil` after the last one.
    public func section(after section: Section) -> Section? {
        guard section.number < body.holes.count else { return nil }
        return self.section(
            number: section.number + 1,
            offset: section.end,
            bodyOffset: section.run.upperBound,
            valueOffset: section.value.upperBound
        )
    }

    private func section(number: Int, offset: Int, bodyOffset: Int, valueOffset: Int) -> Section {
        guard number < body.holes.count else {
            let value = valueOffset..<valueOffset
            return Section(offset: offset, run: bodyOffset..<body.bytes.count, value: value, number: number)
        }
        let run = bodyOffset..<Int(body.holes[number])
        return Section(offset: offset, run: run, value: value(at: valueOffset), number: number)
    }

    /// The value whose length stands at `offset`; an empty one where the values have come to an end.
    private func value(at offset: Int) -> Range<Int> {
        let span = values.span
        let start = offset + Self.lengthOctets
        guard start <= Int(valuesEnd) else { return offset..<offset }
        let length = Int(span[offset]) << 8 | Int(span[offset + 1])
        return start..<min(start + length, Int(valuesEnd))
    }
}
