internal import Glibc

/// Where log lines end up: a file, a terminal, a pipe or a socket. Whoever writes here may wait for a reader for ever.
///
/// The descriptor is others', too: a shell's, a supervisor's. So it is left as it is, `O_NONBLOCK` included.
struct LogSink {
    private let descriptor: CInt
    /// A pipe takes this much at once or waits (PIPE_BUF, pipe(7)), so that nobody else's line cuts ours; a file takes
    /// anything.
    private let mostAtOnce: Int
    /// Whether the last octet taken was in the middle of a line.
    private var isAmidLine = false
    /// Whether the rest of a line could not be written; it is lost, and what follows is no part of it.
    private var isCutShort = false

    init(descriptor: CInt) {
        self.descriptor = descriptor
        var status = stat()
        let isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        mostAtOnce = isFile ? .max : Int(PIPE_BUF)
    }

    /// How many of the octets from the start are to be written at once: whole lines, as far as they go.
    func next(of lines: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let part = lines.prefix(mostAtOnce)
        guard part.endIndex < lines.endIndex, let end = part.lastIndex(of: UInt8(ascii: "\n")) else { return part }
        return part[...end]
    }

    /// Writes all of it, however long that takes.
    ///
    /// - Returns: Whether it was taken; not so by a full disk, or a pipe whose reader is gone.
    mutating func write(_ part: ArraySlice<UInt8>) -> Bool {
        if isCutShort, !writeWhole([UInt8(ascii: "\n")][...]) { return false }
        let isTaken = writeWhole(part)
        isCutShort = !isTaken && isAmidLine
        return isTaken
    }

    private mutating func writeWhole(_ part: ArraySlice<UInt8>) -> Bool {
        var rest = part
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
                isAmidLine = part[rest.startIndex - 1] != UInt8(ascii: "\n")
            } else if count < 0, errno == EAGAIN {
                // Somebody who has the descriptor, too, made it non-blocking.
                waitUntilReady()
            } else if count == 0 || errno != EINTR {
                return false
            }
        }
        return true
    }

    private func waitUntilReady() {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&waiting, 1, -1)
    }
}
