internal import Glibc

/// Where log lines go: written without waiting for a reader that has stopped.
struct LogOutput {
    /// How long a pipe or a socket may take nothing, in milliseconds, before what waits is given up. Our own choice: longer
    /// than a log collector pauses, shorter than a supervisor waits for the end of a daemon.
    private static let patience: CInt = 1_000

    static let standardError = LogOutput(descriptor: STDERR_FILENO)

    private let descriptor: CInt
    /// A pipe that is ready takes this much without blocking (PIPE_BUF, pipe(7)); a file takes anything.
    private let mostAtOnce: Int

    init(descriptor: CInt) {
        self.descriptor = descriptor
        var status = stat()
        let isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        mostAtOnce = isFile ? .max : Int(PIPE_BUF)
    }

    /// Writes octets, whole lines at a time, so that neither another's line nor the end of patience cuts one in two.
    ///
    /// - Parameter bytes: Lines, none longer than PIPE_BUF.
    /// - Returns: How many octets were taken.
    func write(_ bytes: [UInt8]) -> Int {
        var done = 0
        while done < bytes.count, isReady {
            let written = unsafe next(of: bytes, from: done).withUnsafeBytes { rest in
                unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            guard written > 0 || errno == EINTR || errno == EAGAIN else { break }
            done += max(0, written)
        }
        return done
    }

    private func next(of bytes: [UInt8], from start: Int) -> ArraySlice<UInt8> {
        let part = bytes[start...].prefix(mostAtOnce)
        guard part.endIndex < bytes.endIndex, let end = part.lastIndex(of: UInt8(ascii: "\n")) else { return part }
        return part[...end]
    }

    private var isReady: Bool {
        guard mostAtOnce != .max else { return true }
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        while true {
            let ready = unsafe poll(&waiting, 1, Self.patience)
            if ready >= 0 || errno != EINTR { return ready > 0 }
        }
    }
}
