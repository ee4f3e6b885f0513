internal import Glibc

/// A non-blocking TCP socket.
final class StreamSocket {
    /// What came of sending or receiving.
    enum Transfer {
        /// Bytes were received, or so many sent.
        case done([UInt8], sent: Int)
        /// Not now.
        case notReady
        /// The peer has closed the connection.
        case ended
        /// The connection is broken, for the system's reason.
        case failed(String)
    }

    /// Octets received in one step: a TLS record with its header (RFC 8446 section 5.1).
    private static let receiveBytes = 18_432

    private let owner: FileDescriptor

    var descriptor: CInt { owner.value }

    init(owning descriptor: CInt) { owner = FileDescriptor(owning: descriptor) }

    /// A new socket of the address's family.
    static func open(_ address: NumericAddress) throws(SystemFailure) -> StreamSocket {
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.family, kind, 0)
        guard descriptor >= 0 else { throw SystemFailure(errno: errno) }
        return StreamSocket(owning: descriptor)
    }

    /// Begins to connect; when that is done the socket can be written.
    static func connect(to address: NumericAddress) throws(SystemFailure) -> StreamSocket {
        let socket = try open(address)
        let result = unsafe address.withKernelForm { unsafe Glibc.connect(socket.descriptor, $0, $1) }
        guard result == 0 || errno == EINPROGRESS else { throw SystemFailure(errno: errno) }
        return socket
    }

    /// The error of a connection that was begun; 0 when it stands.
    var pendingError: CInt {
        var code: CInt = 0
        var length = socklen_t(MemoryLayout<CInt>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else { return errno }
        return code
    }

    /// The peer as `ADDRESS:PORT`.
    var peer: String { unsafe NumericAddress.text(of: descriptor) { unsafe getpeername($0, $1, $2) } }

    func receive() -> Transfer {
        var failure: CInt = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Self.receiveBytes) { buffer, count in
            let received = unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            failure = received < 0 ? errno : 0
            count = max(0, received)
        }
        if failure == 0 { return bytes.isEmpty ? .ended : .done(bytes, sent: 0) }
        return Self.transfer(failure)
    }

    func send(_ bytes: ArraySlice<UInt8>) -> Transfer {
        // A peer that has gone away must not raise SIGPIPE.
        let sent = unsafe bytes.withUnsafeBytes { buffer in
            unsafe Glibc.send(descriptor, buffer.baseAddress, buffer.count, CInt(MSG_NOSIGNAL))
        }
        return sent >= 0 ? .done([], sent: sent) : Self.transfer(errno)
    }

    private static func transfer(_ code: CInt) -> Transfer {
        code == EAGAIN || code == EINTR ? .notReady : .failed(SystemFailure(errno: code).text)
    }
}
