#if canImport(Glibc)
internal import Glibc
#endif

/// A regular file opened for reading; closed exactly once, when its last user lets go.
public final class OpenFile: Sendable {
    /// What a file on disk looked like at one moment; two equal stamps mean that nobody wrote to it in between.
    public struct Stamp: Hashable, Sendable {
        /// Length in bytes.
        public var length: Int
        /// Time of the last change in whole seconds since 1970.
        public var modifiedSeconds: Int
        /// The rest of that time, in nanoseconds.
        public var modifiedNanoseconds: Int

        /// A stamp of a file `length` bytes long that was last changed at the given time.
        public init(length: Int, modifiedSeconds: Int, modifiedNanoseconds: Int) {
            self.length = length
            self.modifiedSeconds = modifiedSeconds
            self.modifiedNanoseconds = modifiedNanoseconds
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
        close(descriptor)
        share?.giveBack()
    }
}
