internal import Glibc
internal import Serving
internal import Synchronization

/// A unix socket that takes connections.
final class ListeningSocket: Sendable {
    /// What came of looking for a connection.
    enum Arrival {
        /// A new one.
        case connection(AcceptedSocket)
        /// There is none now.
        case nobody
        /// No more descriptors or memory can be had.
        case shortage
    }

    /// Connections that wait to be taken; the kernel allows no more than net.core.somaxconn. Our own choice.
    private static let backlog: CInt = 1_024

    private let descriptor: CInt

    /// Makes a socket at a path and listens; a file there, which nobody else may need, is removed.
    ///
    /// - Throws: The `errno` of what failed.
    init(at path: String) throws(SocketFailure) {
        descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { throw SocketFailure(code: errno) }
        _ = unsafe unlink(path)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { field in
            unsafe field.copyBytes(from: path.utf8.prefix(field.count - 1))
        }
        let isBound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { rebound in
                unsafe bind(descriptor, rebound, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isBound, listen(descriptor, Self.backlog) == 0 else { throw SocketFailure(code: errno) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Ends the waits of other threads, and takes no more connections.
    func shutDown() { shutdown(descriptor, CInt(SHUT_RDWR)) }

    /// What a wait came to.
    struct Readiness {
        /// Whether there may be a connection.
        var isReady = false
        /// Whether the socket was shut down, or the system cannot wait for it.
        var isGone = false
        /// Which of the others can be read, or have ended.
        var others: [Bool] = []
    }

    /// Waits until somebody connects, or something can be read from one of the others.
    ///
    /// - Parameters:
    ///   - others: More descriptors to watch.
    ///   - milliseconds: How long at most; negative for ever.
    /// - Returns: What there is to do.
    func wait(with others: [CInt], milliseconds: CInt) -> Readiness {
        var watched = ([descriptor] + others).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard unsafe poll(&watched, nfds_t(watched.count), milliseconds) >= 0 else {
            return Readiness(isGone: errno != EINTR)
        }
        let isGone = watched[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
        return Readiness(
            isReady: !isGone && watched[0].revents != 0,
            isGone: isGone,
            others: watched.dropFirst().map { $0.revents != 0 }
        )
    }

    /// Takes a connection that waits.
    func accept() -> Arrival {
        while true {
            let accepted = Glibc.accept(descriptor, nil, nil)
            guard accepted < 0 else {
                _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
                return .connection(AcceptedSocket(owning: accepted))
            }
            switch errno {
            case EINTR, ECONNABORTED: continue
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .shortage
            default: return .nobody
            }
        }
    }
}

/// Why a socket could not be made.
struct SocketFailure: Error {
    /// The `errno`.
    let code: CInt
}

/// A connection that was taken; closed unless somebody takes it over.
final class AcceptedSocket: Sendable {
    private static let none: CInt = -1
    private let descriptor: Atomic<CInt>

    /// Takes over a connected socket.
    init(owning descriptor: CInt) { self.descriptor = Atomic(descriptor) }

    deinit {
        let descriptor = take()
        if descriptor != Self.none { close(descriptor) }
    }

    /// The descriptor, as long as nobody has taken it over.
    var value: CInt { descriptor.load(ordering: .relaxed) }

    /// What the kernel says of who is at the other end.
    var credentials: PeerCredentials? { PeerCredentials(ofSocket: value) }

    /// Whether it took a descriptor that is kept for what the daemon cannot do without.
    var isOfReserve: Bool { OpenFileLimit.isReserved(value) }

    /// Whether whoever connected has gone again without a word, as those do who gave up waiting in a full queue.
    var isDeserted: Bool {
        var octet: UInt8 = 0
        return unsafe recv(value, &octet, 1, CInt(MSG_PEEK) | CInt(MSG_DONTWAIT)) == 0
    }

    /// Hands over the socket: whoever asks first has to close it.
    func take() -> CInt { descriptor.exchange(Self.none, ordering: .acquiringAndReleasing) }
}
