internal import CBeneath
internal import NIOConcurrencyHelpers
internal import Platform

/// The directory that stands at a path: when another one is put there, as by a rename or a mount, it is that one.
final class StaticRoot: Sendable {
    /// An open directory, closed when its last user lets go.
    final class Directory: Sendable {
        private let owner: FileDescriptor
        fileprivate let device: UInt64
        fileprivate let inode: UInt64

        var descriptor: CInt { owner.value }

        fileprivate init(_ owner: consuming FileDescriptor, _ status: beneath_status) {
            self.owner = owner
            device = status.device
            inode = status.inode
        }
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
        let owner = FileDescriptor(owning: try SystemFailure.check(unsafe beneath_open_directory(path)))
        var status = beneath_status()
        _ = try SystemFailure.check(unsafe beneath_read_status(owner.value, &status))
        return Directory(owner, status)
    }

    private static var now: Int { MonotonicClock.coarseSeconds() }
}
