internal import AdminAPI
internal import Documents

/// A CSV file that is sent while it is read.
///
/// What comes from a pipe is gathered first: the daemon may hold the store's only writer while it waits for the next row.
struct SheetInput {
    /// How many rows there are, the heads not among them, when that is known; of a file it is.
    private(set) var rows: Int?

    private let chunks: InputChunks
    private var gathered: ArraySlice<[UInt8]>?

    /// Opens a file; `-` is standard input.
    init(_ path: String) throws(Problem) {
        chunks = try InputChunks(path)
        var ends = CSVRowEnds()
        var gathered: [[UInt8]] = []
        var size = 0
        while let chunk = try chunks.next() {
            _ = ends.take(chunk)
            size += chunk.count
            guard size <= RequestSize.sheet.octets else {
                throw .requestTooLarge(ImportObjects.path, limit: RequestSize.sheet.octets)
            }
            if !chunks.isRewindable { gathered.append(chunk) }
        }
        rows = max(0, ends.count + (ends.isInRow ? 1 : 0) - 1)
        if chunks.isRewindable { chunks.rewind() } else { self.gathered = gathered[...] }
    }

    /// The next octets; none at the end.
    mutating func next() throws(Problem) -> [UInt8]? {
        guard gathered != nil else { return try chunks.next() }
        return gathered?.popFirst()
    }
}
