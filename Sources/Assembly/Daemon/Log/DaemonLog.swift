internal import CCrash
internal import Documents
internal import Glibc
internal import Logging
internal import Platform

/// The daemon's log on its standard error: every line of it takes the one way, those of libraries and of the programs that it
/// starts included.
enum DaemonLog {
    /// Takes standard error over, once at the start.
    ///
    /// Standard error is then a pipe of the daemon's own, which a thread empties; so whoever writes there, as the runtime does
    /// before it ends the process, does not wait for the log's reader either. A crash is told of, too.
    ///
    /// - Returns: Where lines go.
    /// - Throws: Why there can be no log; standard error is as it was then.
    static func begin() throws(Problem) -> LogWriter {
        // A reader that goes away is no reason to end.
        signal(SIGPIPE, SIG_IGN)
        openStandardStreams()
        let descriptor = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
        let writer = try LogWriter(descriptor: descriptor) { crash_log_writers($0 ? 1 : -1) }
        crash_begin(descriptor, relay(to: writer))
        LoggingSystem.bootstrap { WrittenLogHandler(label: $0, writer: writer, logLevel: .warning) }
        return writer
    }

    /// Whoever starts a program with one of them closed would have the next file take its place.
    private static func openStandardStreams() {
        var descriptor: CInt
        repeat { descriptor = unsafe open("/dev/null", O_RDWR) } while 0...STDERR_FILENO ~= descriptor
        if descriptor >= 0 { _ = FileDescriptor(owning: descriptor) }
    }

    /// Makes standard error a pipe that is emptied to the writer.
    ///
    /// - Returns: The end that is read; negative when there is none, and standard error is as it was.
    private static func relay(to writer: LogWriter) -> CInt {
        var ends: [CInt] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return -1 }
        let reading = ends[0]
        let writing = FileDescriptor(owning: ends[1])
        _ = fcntl(reading, F_SETFD, FD_CLOEXEC)
        // This end is nobody's but ours. Were it full, a line would be lost rather than a thread held.
        _ = fcntl(writing.value, F_SETFL, O_NONBLOCK)
        do {
            try LogThread.start(named: "log reader") { forward(from: reading, to: writer) }
        } catch {
            _ = FileDescriptor(owning: reading)
            return -1
        }
        _ = dup2(writing.value, STDERR_FILENO)
        return reading
    }

    private static func forward(from descriptor: CInt, to writer: LogWriter) -> Never {
        var rest: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe read(descriptor, &buffer, buffer.count)
            guard count > 0 else {
                // Standard error stays open as long as the process lives.
                if count == 0 || errno != EINTR { pause() }
                continue
            }
            crash_log_writers(1)
            defer { crash_log_writers(-1) }
            rest += buffer[..<count]
            if let end = rest.lastIndex(of: UInt8(ascii: "\n")) {
                writer.write(rest[...end])
                rest.removeFirst(end + 1)
            } else if rest.count > buffer.count {
                writer.write(rest + [UInt8(ascii: "\n")])
                rest = []
            }
        }
    }
}
