internal import Glibc

/// Something that happens once and that `poll` sees, from then on, in every thread.
///
/// A pair of sockets: shutting one end down makes the other readable for ever.
final class Signal: Sendable {
    private let watched: FileDescriptor
    private let raised: FileDescriptor

    /// Not raised yet.
    ///
    /// - Throws: `system` when there are no more file descriptors.
    init() throws(ConnectionFailure) {
        var pair: [CInt] = [-1, -1]
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let failed = unsafe socketpair(AF_UNIX, kind, 0, &pair) != 0
        let code = errno
        // Owned before anything is thrown; closing -1 does no harm.
        watched = FileDescriptor(owning: pair[0])
        raised = FileDescriptor(owning: pair[1])
        if failed { throw ConnectionFailure(errno: code, .connect) }
    }

    /// Raises it; more than once does no harm.
    func raise() { shutdown(raised.value, CInt(SHUT_RDWR)) }

    /// Readable once it was raised.
    var descriptor: CInt { watched.value }
}
