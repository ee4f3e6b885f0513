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
    /// The values of the body's holes in their order, as ``encode(_:)`` gives them.
    public let values: SharedBytes

    /// The form of ``values``: each value behind its length in two octets, the higher one first.
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
        let kept = value.prefix(Int(UInt16.max))
        bytes.append(UInt8(truncatingIfNeeded: kept.count >> 8))
        bytes.append(UInt8(truncatingIfNeeded: kept.count))
        bytes.append(contentsOf: kept)
    }

    /// The file that a body and values make; a hole without a value stays empty.
    public init(_ body: SharedBody, values: SharedBytes) {
        self.body = body
        self.values = values
    }

    /// The file's length in octets, counted section by section.
    public var length: Int {
        var section = first
        while let next = self.section(after: section) { section = next }
        return section.end
    }

    /// The section that the file begins with.
    public var first: Section { section(number: 0, offset: 0, bodyOffset: 0, valueOffset: 0) }

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
        guard start <= span.count else { return offset..<offset }
        let length = Int(span[offset]) << 8 | Int(span[offset + 1])
        return start..<min(start + length, span.count)
    }
}
