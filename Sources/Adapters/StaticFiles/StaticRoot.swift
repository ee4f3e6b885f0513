internal import CBeneath
internal import Glibc
internal import NIOConcurrencyHelpers
internal import Platform

/// The directory that stands at a path: when another one is put there, as by a rename or a mount, it is that one.
final class StaticRoot: Sendable {
    /// An open directory, closed when its last user lets go.
    final class Directory: Sendable {
        let descriptor: CInt
        fileprivate let device: UInt64
        fileprivate let inode: UInt64

        fileprivate init(owning descriptor: CInt, _ status: beneath_status) {
            self.descriptor = descriptor
            device = status.device
            inode = status.inode
        }

        deinit { close(descriptor) }
    }

    private struct State {
        var directory: Directory
        /// In seconds.
        var lookedAt: Int
    }

    private let path: String
    private let state: NIOLockedValueBox<State>

    /// Opens the directory.
    ///
    /// - Throws: Why it cannot be opened, as an error number.
    init(path: String) throws(SystemFailure) {
        self.path = path
        state = NIOLockedValueBox(State(directory: try Self.open(path), lookedAt: Self.now))
    }

    /// The directory that is there now, or was a second ago: the path is looked at no more often than that, and by one
    /// thread at a time, so that a file system that does not answer holds no other.
    var directory: Directory {
        let now = Self.now
        let (former, isDue) = state.withLockedValue { state in
            defer { state.lookedAt = now }
            return (state.directory, now != state.lookedAt)
        }
        var status = beneath_status()
        // While there is none, as between two renames, it is the former one.
        guard isDue, unsafe beneath_look_at_path(path, &status) == 0,
            status.inode != former.inode || status.device != former.device, let other = try? Self.open(path)
        else { return former }
        state.withLockedValue { $0.directory = other }
        return other
    }

    private static func open(_ path: String) throws(SystemFailure) -> Directory {
        let descriptor = unsafe beneath_open_directory(path)
        guard descriptor >= 0 else { throw SystemFailure(errno: -descriptor) }
        var status = beneath_status()
        let failure = unsafe beneath_read_status(descriptor, &status)
        guard failure == 0 else {
            close(descriptor)
            throw SystemFailure(errno: -failure)
        }
        return Directory(owning: descriptor, status)
    }

    private static var now: Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
        return time.tv_sec
    }
}
