public import Documents
internal import Glibc
internal import Platform

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
    /// The directory and, where there is one, the lock file: locked as long as they are open.
    private let directory: FileDescriptor
    private let file: FileDescriptor?

    /// Makes the directory if it is missing, and locks it.
    ///
    /// One that cannot be written is no obstacle when there is a database in it: what is published can be served from it.
    ///
    /// - Parameter path: An absolute or relative path.
    /// - Throws: ``Documents/Problem`` of kind `unavailable`, with nothing changed.
    public init(path: String) throws(Problem) {
        self.path = path
        if unsafe mkdir(path, Self.directoryMode) != 0, errno != EEXIST {
            throw Self.problem(
                path,
                "cannot be made: \(SystemFailure.last.text).",
                "Make its parent directory, or name another."
            )
        }
        // The directory itself can be locked however little may be written; earlier releases look at the file alone.
        directory = try Self.openDirectory(path)
        try Self.lock(path, directory)
        file = try Self.lockFile(path)
    }

    private static func openDirectory(_ path: String) throws(Problem) -> FileDescriptor {
        do throws(SystemFailure) {
            return try FileDescriptor(opening: path, O_RDONLY | O_DIRECTORY)
        } catch {
            throw unwritable(path, error)
        }
    }

    /// The lock file, locked; none when there can be none.
    private static func lockFile(_ path: String) throws(Problem) -> FileDescriptor? {
        guard let file = try openLockFile(path) else { return nil }
        try lock(path, file)
        return file
    }

    /// The lock file, made when there is none; none where it cannot be made and there is a database.
    private static func openLockFile(_ path: String) throws(Problem) -> FileDescriptor? {
        let name = "\(path)/\(lockName)"
        do throws(SystemFailure) {
            return try FileDescriptor(opening: name, O_RDWR | O_CREAT | O_NOFOLLOW, mode: fileMode)
        } catch {
            var status = stat()
            guard [EROFS, ENOSPC, EDQUOT, EACCES, EPERM, EIO].contains(error.errno),
                unsafe lstat(DatabaseFile.path(path), &status) == 0
            else { throw unwritable(path, error) }
            do throws(SystemFailure) {
                return try FileDescriptor(opening: name, O_RDONLY | O_NOFOLLOW)
            } catch {
                return nil
            }
        }
    }

    private static func remedy(_ obstacle: CInt) -> String {
        switch obstacle {
        case EROFS: "See in the system's log why it is read-only, and make it writable again."
        case ENOSPC, EDQUOT: "Free some space."
        case EIO: "See the system's log for errors of the disk."
        default: "Give the daemon's user read, write and search permission on it."
        }
    }

    private static func lock(_ path: String, _ file: borrowing FileDescriptor) throws(Problem) {
        guard let failure = lock(file.value) else { return }
        throw problem(
            path,
            failure.errno == EWOULDBLOCK ? "is in use by another cnfd." : "cannot be locked: \(failure.text).",
            "Stop the other daemon, or name another state directory."
        )
    }

    /// Locks the file; says why not.
    private static func lock(_ descriptor: CInt) -> SystemFailure? {
        for attempt in 1...attempts.count {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return nil }
            let failure = SystemFailure.last
            guard failure.errno == EWOULDBLOCK, attempt < attempts.count else { return failure }
            usleep(attempts.pause)
        }
        return nil
    }

    private static func unwritable(_ path: String, _ failure: SystemFailure) -> Problem {
        problem(path, "cannot be written: \(failure.text).", remedy(failure.errno))
    }

    private static func problem(_ path: String, _ message: String, _ hint: String) -> Problem {
        Problem(.unavailable, code: "state-directory", "It " + message, object: "state directory \(path)", hint: hint)
    }
}
