internal import Serving

/// A content with the addresses of its bytes at hand, so that a block costs no look-up through its slices.
///
/// The bytes stay where they are for as long as the content is held. A class, so that a packet counts one reference and
/// not those of all the content's parts.
@safe
final class PinnedContent {
    /// Slices whose addresses are kept; a rendered file is a handful.
    private static let kept = 6

    /// The most slices that are sent from where they are; a message has room for 1 024 pieces (UIO_MAXIOV).
    private static let mostSlices = 500

    /// What is sent.
    let content: FileContent
    /// The length in octets.
    let length: Int
    /// The open file, when it is one.
    let file: OpenFile?
    /// How many pieces the content has; 0 for a file.
    let pieceCount: Int
    private let pieces: [6 of UnsafeRawBufferPointer]

    /// Pins a content; one of absurdly many slices is copied into one first.
    init(_ original: FileContent) {
        let content = original.joined(beyond: Self.mostSlices)
        self.content = content
        length = content.length
        var pieces = unsafe [6 of UnsafeRawBufferPointer](repeating: UnsafeRawBufferPointer(start: nil, count: 0))
        switch content.storage {
        case .file(let file):
            self.file = file
            pieceCount = 0
        case .slices(let slices):
            file = nil
            pieceCount = slices.count
            for (index, slice) in slices.prefix(Self.kept).enumerated() { unsafe pieces[index] = slice.pinned }
        }
        unsafe self.pieces = pieces
    }

    /// Calls `body` with the pieces of memory that hold the octets of `range`, in order; they stay valid while the
    /// content is held.
    @unsafe
    func forEachPiece(of range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void) {
        var start = 0
        for index in 0..<min(pieceCount, Self.kept) {
            guard start < range.upperBound else { return }
            unsafe Self.overlap(pieces[index], at: &start, range, body)
        }
        guard pieceCount > Self.kept, start < range.upperBound, case .slices(let slices) = content.storage else {
            return
        }
        for slice in slices.dropFirst(Self.kept) {
            guard start < range.upperBound else { return }
            unsafe Self.overlap(slice.pinned, at: &start, range, body)
        }
    }

    private static func overlap(
        _ piece: UnsafeRawBufferPointer,
        at start: inout Int,
        _ range: Range<Int>,
        _ body: (UnsafeRawBufferPointer) -> Void
    ) {
        let end = start + piece.count
        let wanted = range.clamped(to: start..<end)
        if !wanted.isEmpty {
            unsafe body(UnsafeRawBufferPointer(rebasing: piece[wanted.lowerBound - start..<wanted.upperBound - start]))
        }
        start = end
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
