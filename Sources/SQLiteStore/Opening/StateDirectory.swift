public import Documents
internal import Glibc

/// The daemon's state directory, locked for as long as this object lives: a second daemon refuses to start.
public final class StateDirectory: Sendable {
    /// Only the daemon's user may enter.
    private static let directoryMode: mode_t = 0o700
    private static let fileMode: mode_t = 0o600
    /// How often the lock is asked for, and how many microseconds lie between: two seconds in all. A program that a killed
    /// daemon was just starting holds its lock, and its ports, until it runs (fork(2), `FD_CLOEXEC`). Our own bound.
    private static let attempts = (count: 200, pause: UInt32(10_000))
    private static let lockName = "cnfd.lock"

    /// The directory's path.
    public let path: String
    private let lock: CInt

    /// Makes the directory if it is missing, checks that it can be written, and locks it.
    ///
    /// - Parameter path: An absolute or relative path.
    /// - Throws: ``Documents/Problem`` of kind `unavailable`, with nothing changed.
    public init(path: String) throws(Problem) {
        self.path = path
        if unsafe mkdir(path, Self.directoryMode) != 0, errno != EEXIST {
            throw Self.problem(path, "cannot be made: \(Self.reason()).", "Make its parent directory, or name another.")
        }
        let descriptor = unsafe open(
            "\(path)/\(Self.lockName)",
            O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
            Self.fileMode
        )
        guard descriptor >= 0 else {
            throw Self.problem(
                path,
                "cannot be written: \(Self.reason()).",
                "Give the daemon's user read, write and search permission on it."
            )
        }
        guard Self.lock(descriptor) else {
            let reason = Self.reason()
            let isLocked = errno == EWOULDBLOCK
            close(descriptor)
            throw Self.problem(
                path,
                isLocked ? "is in use by another cnfd." : "cannot be locked: \(reason).",
                "Stop the other daemon, or name another state directory."
            )
        }
        lock = descriptor
    }

    deinit { close(lock) }

    /// Locks the file; `errno` says why not.
    private static func lock(_ descriptor: CInt) -> Bool {
        for attempt in 1...attempts.count {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            guard errno == EWOULDBLOCK, attempt < attempts.count else { return false }
            usleep(attempts.pause)
        }
        return false
    }

    private static func reason() -> String { unsafe String(cString: strerror(errno)) }

    private static func problem(_ path: String, _ message: String, _ hint: String) -> Problem {
        Problem(.unavailable, code: "state-directory", "It " + message, object: "state directory \(path)", hint: hint)
    }
}
