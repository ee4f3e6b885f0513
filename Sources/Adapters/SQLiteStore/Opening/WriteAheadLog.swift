/// A write-ahead log as it stands on the disk (https://www.sqlite.org/fileformat2.html#walformat).
struct WriteAheadLog {
    private static let headerLength = 32
    private static let frameHeaderLength = 24
    /// The magic number of a log whose checksums are of big-endian words; the other one ends with 2.
    private static let bigEndianMagic: UInt32 = 0x377F_0683

    private let descriptor: CInt

    init(_ descriptor: CInt) { self.descriptor = descriptor }

    /// Whether its header and its last frame are those of the end: no more than these is read.
    func holds(_ end: WriteAheadIndex.End) -> Bool {
        let length = Self.frameHeaderLength + end.pageSize
        let offset = Self.headerLength + (end.frames - 1) * length
        guard let header = FileBytes.read(descriptor, Self.headerLength, at: 0), Array(header[16..<24]) == end.salt,
            let frame = FileBytes.read(descriptor, length, at: offset), Array(frame[8..<16]) == end.salt
        else { return false }
        // The sum runs on from the frame before, or from the header.
        let start = end.frames == 1 ? header : FileBytes.read(descriptor, Self.frameHeaderLength, at: offset - length)
        guard let start else { return false }
        let place = end.frames == 1 ? 24 : 16
        var sum = Checksum(
            isBigEndian: Self.word(header, 0) == Self.bigEndianMagic,
            from: (Self.word(start, place), Self.word(start, place + 4))
        )
        sum.add(frame[0..<8])
        sum.add(frame[Self.frameHeaderLength...])
        return sum.words == end.checksum && [Self.word(frame, 16), Self.word(frame, 20)] == end.checksum
    }

    /// Whether each frame up to the end is whole, so that SQLite would find the same end: all of it is read.
    func isWhole(upTo end: WriteAheadIndex.End) -> Bool {
        guard let header = FileBytes.read(descriptor, Self.headerLength, at: 0), Array(header[16..<24]) == end.salt,
            Self.word(header, 8) == UInt32(end.pageSize) || end.pageSize == 65_536
        else { return false }
        let isBigEndian = Self.word(header, 0) == Self.bigEndianMagic
        var sum = Checksum(isBigEndian: isBigEndian)
        sum.add(header[0..<24])
        guard sum.words == [Self.word(header, 24), Self.word(header, 28)] else { return false }
        let length = Self.frameHeaderLength + end.pageSize
        for index in 0..<end.frames {
            guard let frame = FileBytes.read(descriptor, length, at: Self.headerLength + index * length),
                Array(frame[8..<16]) == end.salt
            else { return false }
            sum.add(frame[0..<8])
            sum.add(frame[Self.frameHeaderLength...])
            guard sum.words == [Self.word(frame, 16), Self.word(frame, 20)] else { return false }
        }
        return sum.words == end.checksum
    }

    /// A big-endian word.
    private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The running checksum of the format, section 4.2.
    private struct Checksum {
        let isBigEndian: Bool
        private var first: UInt32
        private var second: UInt32

        init(isBigEndian: Bool, from start: (UInt32, UInt32) = (0, 0)) {
            self.isBigEndian = isBigEndian
            (first, second) = start
        }

        var words: [UInt32] { [first, second] }

        mutating func add(_ bytes: ArraySlice<UInt8>) {
            var index = bytes.startIndex
            while index + 8 <= bytes.endIndex {
                first &+= word(bytes, index) &+ second
                second &+= word(bytes, index + 4) &+ first
                index += 8
            }
        }

        private func word(_ bytes: ArraySlice<UInt8>, _ index: Int) -> UInt32 {
            let octets = (
                UInt32(bytes[index]), UInt32(bytes[index + 1]), UInt32(bytes[index + 2]), UInt32(bytes[index + 3])
            )
            return isBigEndian
                ? octets.0 << 24 | octets.1 << 16 | octets.2 << 8 | octets.3
                : octets.3 << 24 | octets.2 << 16 | octets.1 << 8 | octets.0
        }
    }
}

/// Where the log ends by SQLite's index of it, which lies in memory that all connections share
/// (https://www.sqlite.org/walformat.html, section 2).
struct WriteAheadIndex {
    /// The last frame of the last commit.
    struct End: Hashable {
        /// How many frames there are.
        let frames: Int
        /// Octets of a page.
        let pageSize: Int
        /// The running checksum behind the last of them.
        let checksum: [UInt32]
        /// What each of them bears, as it stands in the log.
        let salt: [UInt8]
    }

    private static let headerLength = 48

    /// The end; none while nothing stands in the log.
    let end: End?

    /// The index of which a descriptor is open; `nil` when it cannot be read.
    init?(_ descriptor: CInt) {
        guard let bytes = FileBytes.read(descriptor, Self.headerLength, at: 0) else { return nil }
        // In the byte order of the host.
        func word(_ offset: Int) -> UInt32 {
            (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) }
        }
        let frames = Int(word(16))
        guard frames > 0 else {
            // The page size is not noted before the first commit of a log.
            end = nil
            return
        }
        let size = Int(bytes[14]) | Int(bytes[15]) << 8
        // The largest page does not fit two octets: 1 stands for it.
        let pageSize = size == 1 ? 65_536 : size
        guard pageSize >= 512 else { return nil }
        end = End(
            frames: frames,
            pageSize: pageSize,
            checksum: [word(24), word(28)],
            salt: Array(bytes[32..<40])
        )
    }
}
