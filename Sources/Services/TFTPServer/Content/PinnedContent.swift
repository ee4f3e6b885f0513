internal import Platform
internal import Serving

/// A content with the addresses of its bytes at hand, which stay where they are for as long as it is held.
///
/// A class, so that a packet counts one reference and not those of all the content's parts.
@safe
final class PinnedContent {
    /// The most slices that are sent from where they are; a message has room for 1 024 pieces (UIO_MAXIOV).
    private static let mostSlices = 500

    // What every packet looks at comes first, so that it lies in the fewest cache lines.

    /// How much of an object that is, its header included.
    static let hotBytes = 128

    /// What there is to know before it is sent.
    struct Shape {
        /// The length in octets.
        let length: Int
        fileprivate let mostPieces: UInt16
        /// Whether it is an open file, which may change.
        let isFile: Bool
        /// Whether its pieces are in memory; else they must be read.
        let isPinned: Bool

        /// The most pieces it can have.
        var pieceCount: Int { Int(mostPieces) }
    }

    let shape: Shape
    /// The octets that are the file, or that it shares with others; none when they must be read.
    private let shared: UnsafeRawBufferPointer
    /// What holds the octets of its own that are filled in.
    private let own: UnsafeRawBufferPointer
    /// Where they go, as ``FilledFile/Layout`` reads it.
    private let holes: UnsafeRawBufferPointer
    private let ownStart: UInt32
    private let ownEnd: UInt32
    /// Where the last packet's last octet was found: the next one's first is there, or right behind.
    private var section: FilledFile.Section?

    /// What is sent.
    let content: FileContent
    private let mapping: MappedFile?

    /// The length in octets.
    var length: Int { shape.length }

    /// The open file, when it is one.
    var file: OpenFile? {
        guard case .file(let file) = content.storage else { return nil }
        return file
    }

    /// Pins a content; one of absurdly many slices is copied into one first.
    init(_ original: FileContent) {
        let content = original.joined(beyond: Self.mostSlices)
        let nothing = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
        self.content = content
        let length = content.length
        switch content.storage {
        case .file(let file):
            let mapping = MappedFile(file)
            self.mapping = mapping
            unsafe shared = mapping.map { unsafe $0.addresses } ?? nothing
            unsafe own = nothing
            unsafe holes = nothing
            (ownStart, ownEnd) = (0, 0)
            shape = Shape(length: length, mostPieces: 1, isFile: true, isPinned: mapping != nil)
        case .slices(let slices):
            mapping = nil
            unsafe shared = nothing
            unsafe own = nothing
            unsafe holes = nothing
            (ownStart, ownEnd) = (0, 0)
            shape = Shape(length: length, mostPieces: UInt16(clamping: slices.count), isFile: false, isPinned: true)
        case .filled(let file):
            mapping = nil
            unsafe shared = file.body.bytes.unsafeBytes
            unsafe own = file.values.unsafeBytes
            unsafe holes = file.body.holes.unsafeBytes
            let range = file.valueRange
            (ownStart, ownEnd) = (UInt32(clamping: range.lowerBound), UInt32(clamping: range.upperBound))
            let mostPieces = UInt16(clamping: 2 * file.body.holeCount + 1)
            shape = Shape(length: length, mostPieces: mostPieces, isFile: false, isPinned: true)
            section = file.first
        }
    }

    /// Has the octets fetched that are filled in next.
    func expectOctets() {
        guard let section, let start = unsafe own.baseAddress else { return }
        unsafe prefetch(start + section.value.lowerBound, count: Self.cacheLine)
    }

    private static let cacheLine = 64

    /// Calls `body` with the pieces of memory that hold the octets of `range`, in order; they stay valid while the
    /// content is held. Nothing when the content is not pinned.
    @unsafe
    func forEachPiece(of range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void) {
        if let section {
            unsafe forEachPiece(of: range, from: section, body)
            return
        }
        switch content.storage {
        case .file:
            var start = 0
            unsafe Self.overlap(shared, at: &start, range, body)
        case .slices(let slices):
            var start = 0
            for slice in slices {
                guard start < range.upperBound else { return }
                unsafe Self.overlap(slice.pinned, at: &start, range, body)
            }
        case .filled:
            return
        }
    }

    private func forEachPiece(
        of range: Range<Int>,
        from section: FilledFile.Section,
        _ body: (UnsafeRawBufferPointer) -> Void
    ) {
        let layout = unsafe FilledFile.Layout(
            holes: Span(_unsafeBytes: holes),
            values: Span(_unsafeBytes: own),
            valueRange: Int(ownStart)..<Int(ownEnd),
            bodyCount: shared.count
        )
        // A packet that is sent again may lie before the last one.
        var next = section.offset > range.lowerBound ? layout.first : section
        while true {
            if range.lowerBound < next.end {
                var start = next.offset
                unsafe Self.overlap(UnsafeRawBufferPointer(rebasing: shared[next.run]), at: &start, range, body)
                unsafe Self.overlap(UnsafeRawBufferPointer(rebasing: own[next.value]), at: &start, range, body)
                self.section = next
                if range.upperBound <= next.end { return }
            }
            guard let following = layout.section(after: next) else { return }
            next = following
        }
    }

    @inline(__always)
    private static func overlap(
        _ piece: UnsafeRawBufferPointer,
        at start: inout Int,
        _ range: Range<Int>,
        _ body: (UnsafeRawBufferPointer) -> Void
    ) {
        let lower = max(range.lowerBound, start)
        let upper = min(range.upperBound, start + piece.count)
        if lower < upper {
            unsafe body(UnsafeRawBufferPointer(rebasing: piece[lower - start..<upper - start]))
        }
        start += piece.count
    }
}

extension FileSlice {
    /// The slice's memory, for as long as its bytes are held.
    @unsafe
    fileprivate var pinned: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(rebasing: bytes.unsafeBytes[range])
    }
}

extension FileContent {
    /// The same bytes in one slice, when there are more than `most` slices.
    fileprivate func joined(beyond most: Int) -> FileContent {
        guard case .slices(let slices) = storage, slices.count > most else { return self }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        for slice in slices {
            let span = slice.bytes.span
            for index in slice.range { bytes.append(span[index]) }
        }
        return FileContent(slices: [FileSlice(SharedBytes(bytes))], position: position, hash: hash)
    }
}
