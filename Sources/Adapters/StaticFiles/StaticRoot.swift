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
        /// Whether a thread looks now.
        var isLooking = false
    }

    private let path: String
    private let beforeLook: @Sendable () -> Void
    private let state: NIOLockedValueBox<State>

    /// Opens the directory.
    ///
    /// - Parameters:
    ///   - path: Its path.
    ///   - beforeLook: Called before each look at the path.
    /// - Throws: Why it cannot be opened, as an error number.
    init(path: String, beforeLook: @Sendable @escaping () -> Void = {}) throws(SystemFailure) {
        self.path = path
        self.beforeLook = beforeLook
        state = NIOLockedValueBox(State(directory: try Self.open(path), lookedAt: Self.now))
    }

    /// The directory that is there now, or was a second ago: the path is looked at no more often than that, and by one
    /// thread at a time, so that a file system that does not answer holds no other.
    var directory: Directory {
        let now = Self.now
        let (former, isDue) = state.withLockedValue { state in
            guard now != state.lookedAt, !state.isLooking else { return (state.directory, false) }
            (state.lookedAt, state.isLooking) = (now, true)
            return (state.directory, true)
        }
        guard isDue else { return former }
        // Not within the lock: this may take as long as the file system likes.
        let current = another(than: former) ?? former
        state.withLockedValue { state in
            state.directory = current
            state.isLooking = false
        }
        return current
    }

    /// Another directory that stands at the path by now; none while there is none, as between two renames.
    private func another(than former: Directory) -> Directory? {
        beforeLook()
        var status = beneath_status()
        guard unsafe beneath_look_at_path(path, &status) == 0,
            status.inode != former.inode || status.device != former.device
        else { return nil }
        return try? Self.open(path)
    }

    private static func open(_ path: String) throws(SystemFailure) -> Directory {
        let owner = FileDescriptor(owning: try SystemFailure.check(unsafe beneath_open_directory(path)))
        var status = beneath_status()
        _ = try SystemFailure.check(unsafe beneath_read_status(owner.value, &status))
        return Directory(owner, status)
    }

    private static var now: Int { MonotonicClock.coarseSeconds() }
}
