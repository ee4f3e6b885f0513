internal import Glibc

/// A non-blocking TCP socket; no program that is started has it.
public final class StreamSocket: Sendable {
    /// Octets received in one step: a TLS record with its header and padding (RFC 8446 section 5.1).
    private static let receiveBytes = 18_432

    private let owner: FileDescriptor

    /// For `poll` and its kin.
    public var descriptor: CInt { owner.value }

    /// Takes over a socket, for instance an accepted one.
    public init(owning descriptor: CInt) {
        FileDescriptor.prepare(descriptor)
        owner = FileDescriptor(owning: descriptor)
    }

    /// A new socket of the address's family.
    public static func open(_ address: SocketAddress) throws(SystemFailure) -> StreamSocket {
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.family, kind, 0)
        guard descriptor >= 0 else { throw SystemFailure.last }
        return StreamSocket(owning: descriptor)
    }

    /// Begins to connect; when that is done the socket can be written, and ``pendingFailure`` says what came of it.
    public static func connect(to address: SocketAddress) throws(SystemFailure) -> StreamSocket {
        let socket = try open(address)
        let result = unsafe address.withKernelForm { unsafe Glibc.connect(socket.descriptor, $0, $1) }
        guard result == 0 || errno == EINPROGRESS else { throw SystemFailure.last }
        return socket
    }

    /// Takes an address of this host. Several sockets of this process can have the port, as long as at most one listens
    /// (SO_REUSEADDR, socket(7)).
    public static func bind(to address: SocketAddress) throws(SystemFailure) -> StreamSocket {
        let socket = try open(address)
        var yes: CInt = 1
        let size = socklen_t(MemoryLayout<CInt>.size)
        guard unsafe setsockopt(socket.descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size) == 0,
            unsafe address.withKernelForm({ unsafe Glibc.bind(socket.descriptor, $0, $1) }) == 0
        else { throw SystemFailure.last }
        return socket
    }

    /// Listens, with room for so many connections that wait to be accepted.
    public func listen(backlog: CInt) throws(SystemFailure) {
        guard Glibc.listen(descriptor, backlog) == 0 else { throw SystemFailure.last }
    }

    /// The next connection that waits; `nil` when there is none.
    public func accept() -> StreamSocket? {
        let accepted = Glibc.accept(descriptor, nil, nil)
        return accepted >= 0 ? StreamSocket(owning: accepted) : nil
    }

    /// Why the connection that was begun does not stand; `nil` when it does.
    public var pendingFailure: SystemFailure? {
        var code: CInt = 0
        var length = socklen_t(MemoryLayout<CInt>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else {
            return SystemFailure.last
        }
        return code == 0 ? nil : SystemFailure(errno: code)
    }

    /// What has arrived: empty at the end of the connection, `nil` when nothing has yet.
    public func receive() throws(SystemFailure) -> [UInt8]? {
        var failure: CInt = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Self.receiveBytes) { buffer, count in
            let received = unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            failure = received < 0 ? errno : 0
            count = max(0, received)
        }
        return failure == 0 ? bytes : try Self.later(failure)
    }

    /// Sends as much as the kernel takes: how many octets, or `nil` when it takes none now.
    public func send(_ bytes: ArraySlice<UInt8>) throws(SystemFailure) -> Int? {
        // A peer that has gone away must not raise SIGPIPE.
        let sent = unsafe bytes.withUnsafeBytes { buffer in
            unsafe Glibc.send(descriptor, buffer.baseAddress, buffer.count, CInt(MSG_NOSIGNAL))
        }
        return sent >= 0 ? sent : try Self.later(errno)
    }

    private static func later<Result>(_ code: CInt) throws(SystemFailure) -> Result? {
        guard code == EAGAIN || code == EINTR else { throw SystemFailure(errno: code) }
        return nil
    }
}
