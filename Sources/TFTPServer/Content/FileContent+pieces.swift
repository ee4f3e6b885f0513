internal import Serving

extension [FileSlice] {
    /// Calls `body` with the pieces of memory that hold the octets of `range`, in order.
    ///
    /// The pointers stay valid for as long as the slices' bytes are held.
    @unsafe
    func forEachPiece(of range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void) {
        var start = 0
        for slice in self {
            guard start < range.upperBound else { return }
            let end = start + slice.count
            let wanted = range.clamped(to: start..<end)
            if !wanted.isEmpty {
                let offset = slice.range.lowerBound - start
                let piece = unsafe UnsafeRawBufferPointer(
                    rebasing: slice.bytes.unsafeBytes[wanted.lowerBound + offset..<wanted.upperBound + offset]
                )
                unsafe body(piece)
            }
            start = end
        }
    }
}
