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
    /// Descriptors of the directory and, where there is one, of the lock file.
    private let locks: [CInt]

    /// Makes the directory if it is missing, and locks it.
    ///
    /// One that cannot be written is no obstacle when there is a database in it: what is published can be served from it.
    ///
    /// - Parameter path: An absolute or relative path.
    /// - Throws: ``Documents/Problem`` of kind `unavailable`, with nothing changed.
    public init(path: String) throws(Problem) {
        self.path = path
        if unsafe mkdir(path, Self.directoryMode) != 0, errno != EEXIST {
            throw Self.problem(path, "cannot be made: \(Self.reason()).", "Make its parent directory, or name another.")
        }
        // The directory itself can be locked however little may be written; earlier releases look at the file alone.
        var locks = [try Self.lock(path, try Self.open(path, O_RDONLY | O_DIRECTORY, at: path))]
        do throws(Problem) {
            let file = try Self.lockFile(path)
            if let file { locks.append(try Self.lock(path, file)) }
        } catch {
            for descriptor in locks { close(descriptor) }
            throw error
        }
        self.locks = locks
    }

    deinit { for descriptor in locks { close(descriptor) } }

    /// The lock file, made when there is none; none where it cannot be made and there is a database.
    private static func lockFile(_ path: String) throws(Problem) -> CInt? {
        let name = "\(path)/\(lockName)"
        let descriptor = unsafe Glibc.open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, fileMode)
        guard descriptor < 0 else { return descriptor }
        let obstacle = errno
        var status = stat()
        guard [EROFS, ENOSPC, EDQUOT, EACCES, EPERM, EIO].contains(obstacle),
            unsafe lstat(DatabaseFile.path(path), &status) == 0
        else {
            errno = obstacle
            throw problem(path, "cannot be written: \(reason()).", remedy(obstacle))
        }
        let readable = unsafe Glibc.open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        return readable < 0 ? nil : readable
    }

    private static func remedy(_ obstacle: CInt) -> String {
        switch obstacle {
        case EROFS: "See in the system's log why it is read-only, and make it writable again."
        case ENOSPC, EDQUOT: "Free some space."
        case EIO: "See the system's log for errors of the disk."
        default: "Give the daemon's user read, write and search permission on it."
        }
    }

    private static func open(_ name: String, _ flags: CInt, at path: String) throws(Problem) -> CInt {
        let descriptor = unsafe Glibc.open(name, flags | O_CLOEXEC)
        guard descriptor < 0 else { return descriptor }
        let obstacle = errno
        throw problem(path, "cannot be written: \(reason()).", remedy(obstacle))
    }

    /// The descriptor, locked.
    private static func lock(_ path: String, _ descriptor: CInt) throws(Problem) -> CInt {
        guard !lock(descriptor) else { return descriptor }
        let reason = reason()
        let isLocked = errno == EWOULDBLOCK
        close(descriptor)
        throw problem(
            path,
            isLocked ? "is in use by another cnfd." : "cannot be locked: \(reason).",
            "Stop the other daemon, or name another state directory."
        )
    }

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
