internal import Glibc

/// The one owner of a file descriptor.
public struct FileDescriptor: ~Copyable, Sendable {
    /// The descriptor's number, open as long as this value lives.
    public let value: CInt

    /// Takes over an open descriptor.
    public init(owning value: CInt) { self.value = value }

    deinit { close(value) }

    /// Lets a descriptor wait for nothing, and no program that is started have it.
    public static func prepare(_ descriptor: CInt) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
}
