#if canImport(Glibc)
internal import Glibc
#endif

/// A regular file opened for reading; closed exactly once, when its last user lets go.
public final class OpenFile: Sendable {
    /// What a file on disk looked like at one moment.
    public struct Stamp: Hashable, Sendable {
        /// The last change of anything about a file, and the names that it had then.
        public struct Change: Hashable, Sendable {
            /// The time in whole seconds since 1970.
            public var seconds: Int
            /// The rest of it, in nanoseconds.
            public var nanoseconds: Int
            /// The number of names (hard links).
            public var links: Int

            /// A change at a time, with so many names.
            public init(seconds: Int, nanoseconds: Int, links: Int) {
                self.seconds = seconds
                self.nanoseconds = nanoseconds
                self.links = links
            }
        }

        /// Length in bytes.
        public var length: Int
        /// Time of the last change of its contents in whole seconds since 1970.
        public var modifiedSeconds: Int
        /// The rest of that time, in nanoseconds.
        public var modifiedNanoseconds: Int

        /// What cannot be set back, as the other time can (utimensat(2)); `nil` when it is not looked at.
        public var change: Change?

        /// A stamp of a file `length` bytes long that was last changed at the given time.
        public init(length: Int, modifiedSeconds: Int, modifiedNanoseconds: Int, change: Change? = nil) {
            self.length = length
            self.modifiedSeconds = modifiedSeconds
            self.modifiedNanoseconds = modifiedNanoseconds
            self.change = change
        }

        /// Whether somebody may have written to the file between this stamp and a later one.
        ///
        /// A file that has lost or got a name, as one that is replaced by another, shows that as a change, too: then its
        /// contents are told by their own time and the length.
        public func differs(from later: Stamp) -> Bool {
            guard length == later.length, modifiedSeconds == later.modifiedSeconds,
                modifiedNanoseconds == later.modifiedNanoseconds
            else { return true }
            guard let change, let changed = later.change, change.links == changed.links else { return false }
            return change != changed
        }
    }

    /// The file descriptor, valid while the object lives.
    public let descriptor: CInt
    /// How the file looked when it was opened.
    public let stamp: Stamp
    private let share: OpenFileShare?

    /// Takes over an open descriptor.
    ///
    /// - Parameters:
    ///   - descriptor: The descriptor.
    ///   - stamp: What `fstat` said of it.
    ///   - share: Where a place was taken for it, which is given back when it is closed.
    public init(owning descriptor: CInt, stamp: Stamp, placeIn share: OpenFileShare? = nil) {
        self.descriptor = descriptor
        self.stamp = stamp
        self.share = share
    }

    deinit {
        // By hand and not by an owner: the place is given back when the descriptor is free, not before.
        close(descriptor)
        share?.giveBack()
    }
}
