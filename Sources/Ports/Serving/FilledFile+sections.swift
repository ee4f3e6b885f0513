extension FilledFile {
    /// A run of the body and the value behind it.
    public struct Section: Sendable {
        // Small numbers, for each open transfer holds a section.
        private let fileOffset: UInt32
        private let runOffset: UInt32
        private let runEnd: UInt32
        private let valueOffset: UInt32
        private let holesBefore: UInt32
        private let valueCount: UInt16

        init(offset: Int, run: Range<Int>, value: Range<Int>, number: Int) {
            fileOffset = UInt32(clamping: offset)
            runOffset = UInt32(clamping: run.lowerBound)
            runEnd = UInt32(clamping: run.upperBound)
            valueOffset = UInt32(clamping: value.lowerBound)
            valueCount = UInt16(clamping: value.count)
            holesBefore = UInt32(clamping: number)
        }

        /// Where the section begins in the file.
        public var offset: Int { Int(fileOffset) }
        /// The run, in the body's bytes.
        public var run: Range<Int> { Int(runOffset)..<Int(runEnd) }
        /// The value, in the file's own bytes; empty behind the last run.
        public var value: Range<Int> { Int(valueOffset)..<Int(valueOffset) + Int(valueCount) }
        /// How many holes lie before it.
        var number: Int { Int(holesBefore) }

        /// Where the section ends in the file.
        public var end: Int { offset + run.count + value.count }
    }

    /// Where the sections of a file lie, told from the bytes alone: who holds the file goes through it without counting
    /// references.
    public struct Layout: ~Escapable {
        /// Octets of a hole's offset.
        static let holeOctets = 4

        private let holes: Span<UInt8>
        private let values: Span<UInt8>
        private let valueStart: Int
        private let bodyCount: Int

        /// The layout of a file.
        ///
        /// - Parameters:
        ///   - holes: ``SharedBody/holes``.
        ///   - values: What holds its values.
        ///   - valueRange: Where in `values` they are; within the bytes there are.
        ///   - bodyCount: Octets of the body.
        @_lifetime(copy holes, copy values)
        public init(holes: Span<UInt8>, values: Span<UInt8>, valueRange: Range<Int>, bodyCount: Int) {
            self.holes = holes
            self.values = values.extracting(first: valueRange.upperBound)
            valueStart = valueRange.lowerBound
            self.bodyCount = bodyCount
        }

        /// The section that the file begins with.
        public var first: Section { section(number: 0, offset: 0, bodyOffset: 0, valueOffset: valueStart) }

        /// The section that follows; `nil` after the last one.
        public func section(after section: Section) -> Section? {
            guard section.number < holeCount else { return nil }
            return self.section(
                number: section.number + 1,
                offset: section.end,
                bodyOffset: section.run.upperBound,
                valueOffset: section.value.upperBound
            )
        }

        /// Offsets in the form that ``SharedBody/holes`` has.
        static func encode(holes offsets: [Int]) -> [UInt8] {
            offsets.flatMap { offset in
                let number = UInt32(clamping: offset)
                return (0..<holeOctets).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
            }
        }

        private var holeCount: Int { holes.count / Self.holeOctets }

        private func hole(_ number: Int) -> Int {
            let start = number * Self.holeOctets
            var offset = 0
            for index in 0..<Self.holeOctets { offset |= Int(holes[start + index]) << (8 * index) }
            return offset
        }

        private func section(number: Int, offset: Int, bodyOffset: Int, valueOffset: Int) -> Section {
            guard number < holeCount else {
                let value = valueOffset..<valueOffset
                return Section(offset: offset, run: bodyOffset..<bodyCount, value: value, number: number)
            }
            let run = bodyOffset..<hole(number)
            return Section(offset: offset, run: run, value: value(at: valueOffset), number: number)
        }

        /// The value whose length stands at `offset`; an empty one where the values have come to an end.
        private func value(at offset: Int) -> Range<Int> {
            let start = offset + FilledFile.lengthOctets
            guard start <= values.count else { return offset..<offset }
            let length = Int(values[offset]) << 8 | Int(values[offset + 1])
            return start..<min(start + length, values.count)
        }
    }
}
