internal import Glibc

/// Ends the waits of another thread, now and from now on.
///
/// A pair of sockets, because `poll` must see it beside the connection; closing one end is seen by every waiter.
public final class Cancellation: Sendable {
    private let ends: SocketPair

    /// Not cancelled yet.
    ///
    /// - Throws: `system` when there are no more file descriptors.
    public init() throws(ConnectionFailure) { ends = try SocketPair() }

    /// Cancels; more than once does no harm.
    public func cancel() { shutdown(ends.second.value, CInt(SHUT_RDWR)) }

    /// Readable from the cancellation on.
    var descriptor: CInt { ends.first.value }
}

/// Two connected sockets.
private struct SocketPair: ~Copyable {
    let first: FileDescriptor
    let second: FileDescriptor

    init() throws(ConnectionFailure) {
        var pair: [CInt] = [-1, -1]
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &pair) == 0 else {
            throw .system(reason: unsafe String(cString: strerror(errno)))
        }
        first = FileDescriptor(owning: pair[0])
        second = FileDescriptor(owning: pair[1])
    }
}
