internal import Serving

/// A content with the addresses of its bytes at hand, which stay where they are for as long as it is held.
///
/// A class, so that a packet counts one reference and not those of all the content's parts.
@safe
final class PinnedContent {
    /// The most slices that are sent from where they are; a message has room for 1 024 pieces (UIO_MAXIOV).
    private static let mostSlices = 500

    /// What is sent.
    let content: FileContent
    /// The open file, when it is one.
    let file: OpenFile?
    /// Whether its pieces are in memory; else they must be read.
    let isPinned: Bool
    /// The most pieces it can have.
    let pieceCount: Int
    private let mapping: MappedFile?
    /// Where the last packet's first octet was found: the next one's is not far behind.
    private var section: FilledFile.Section?

    /// The length in octets.
    var length: Int { content.length }

    /// Pins a content; one of absurdly many slices is copied into one first.
    init(_ original: FileContent) {
        content = original.joined(beyond: Self.mostSlices)
        switch content.storage {
        case .file(let file):
            self.file = file
            mapping = MappedFile(file)
            isPinned = mapping != nil
            pieceCount = 1
        case .slices(let slices):
            file = nil
            mapping = nil
            isPinned = true
            pieceCount = slices.count
        case .filled(let filled):
            file = nil
            mapping = nil
            isPinned = true
            pieceCount = 2 * filled.body.holes.count + 1
            section = filled.first
        }
    }

    /// Calls `body` with the pieces of memory that hold the octets of `range`, in order; they stay valid while the
    /// content is held. Nothing when the content is not pinned.
    @unsafe
    func forEachPiece(of range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void) {
        switch content.storage {
        case .file:
            guard let mapping else { return }
            var start = 0
            unsafe Self.overlap(mapping.addresses, at: &start, range, body)
        case .slices(let slices):
            var start = 0
            for slice in slices {
                guard start < range.upperBound else { return }
                unsafe Self.overlap(slice.pinned, at: &start, range, body)
            }
        case .filled(let file):
            unsafe forEachPiece(of: range, in: file, body)
        }
    }

    private func forEachPiece(of range: Range<Int>, in file: FilledFile, _ body: (UnsafeRawBufferPointer) -> Void) {
        var next = section ?? file.first
        // A packet that is sent again may lie before the last one.
        if next.offset > range.lowerBound { next = file.first }
        let shared = unsafe file.body.bytes.unsafeBytes
        let own = unsafe file.values.unsafeBytes
        while true {
            if range.lowerBound < next.end {
                var start = next.offset
                unsafe Self.overlap(UnsafeRawBufferPointer(rebasing: shared[next.run]), at: &start, range, body)
                unsafe Self.overlap(UnsafeRawBufferPointer(rebasing: own[next.value]), at: &start, range, body)
                section = next
                if range.upperBound <= next.end { return }
            }
            guard let following = file.section(after: next) else { return }
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
