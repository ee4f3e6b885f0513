internal import Glibc
internal import Platform
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

    private let owner: FileDescriptor
    private var descriptor: CInt { owner.value }

    /// Makes a socket at a path and listens; a file there, which nobody else may need, is removed.
    ///
    /// - Throws: What the system said.
    init(at path: String) throws(SystemFailure) {
        owner = try UnixAddress.socket()
        _ = unsafe unlink(path)
        try UnixAddress(path).bind(owner.value)
        _ = try SystemFailure.checkLast(listen(owner.value, Self.backlog))
    }

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

/// A connection that was taken; closed unless somebody takes it over.
///
/// Who that is, two threads may have to agree on: so it holds a number that one of them takes, and no ``FileDescriptor``
/// until then.
final class AcceptedSocket: Sendable {
    private static let none: CInt = -1
    private let descriptor: Atomic<CInt>

    /// Takes over a connected socket.
    init(owning descriptor: CInt) { self.descriptor = Atomic(descriptor) }

    deinit {
        let descriptor = take()
        if descriptor != Self.none { _ = FileDescriptor(owning: descriptor) }
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
