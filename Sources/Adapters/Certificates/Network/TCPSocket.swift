internal import Glibc

/// A non-blocking TCP socket whose waits end with a deadline or a cancellation.
public struct TCPSocket: ~Copyable {
    private let descriptor: FileDescriptor

    /// Takes over a connected socket, for instance an accepted one.
    public init(owning descriptor: CInt) {
        self.descriptor = FileDescriptor(owning: descriptor)
        let flags = fcntl(descriptor, F_GETFL)
        _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
    }

    private init(_ descriptor: consuming FileDescriptor) { self.descriptor = descriptor }

    /// Connects.
    ///
    /// - Parameters:
    ///   - address: Where to.
    ///   - deadline: When to give up.
    ///   - cancellation: What ends the attempt early.
    /// - Returns: The connected socket.
    /// - Throws: `refused`, `unreachable`, `timedOut`, `cancelled` or `system`.
    public static func connect(
        to address: SocketAddress,
        by deadline: Deadline,
        _ cancellation: Cancellation
    ) throws(ConnectionFailure) -> TCPSocket {
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let number = socket(address.family, kind, 0)
        guard number >= 0 else { throw ConnectionFailure(errno: errno, .connect) }
        let descriptor = FileDescriptor(owning: number)
        let result = unsafe address.withKernelForm { unsafe Glibc.connect(number, $0, $1) }
        if result != 0 {
            guard errno == EINPROGRESS else { throw ConnectionFailure(errno: errno, .connect) }
            try Readiness.wait(for: CInt(POLLOUT), of: number, by: deadline, cancellation, .connect)
            var code: CInt = 0
            var length = socklen_t(MemoryLayout<CInt>.size)
            _ = unsafe getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &length)
            guard code == 0 else { throw ConnectionFailure(errno: code, .connect) }
        }
        return TCPSocket(descriptor)
    }

    /// What has arrived, waiting until something has; empty at the end.
    borrowing func receive(
        by deadline: Deadline,
        _ cancellation: Cancellation,
        _ phase: ConnectionFailure.Phase
    ) throws(ConnectionFailure) -> [UInt8] {
        // As much as a TLS record holds (RFC 8446 section 5.1), with its header and padding.
        let capacity = 18_432
        while true {
            try Readiness.wait(forReading: descriptor.value, by: deadline, cancellation, phase)
            var failure: CInt = 0
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                let received = unsafe recv(descriptor.value, buffer.baseAddress, buffer.count, 0)
                failure = received < 0 ? errno : 0
                count = max(0, received)
            }
            if failure == 0 { return bytes }
            guard [EAGAIN, EINTR].contains(failure) else { throw ConnectionFailure(errno: failure, phase) }
        }
    }

    /// Sends everything.
    borrowing func send(
        _ bytes: [UInt8],
        by deadline: Deadline,
        _ cancellation: Cancellation,
        _ phase: ConnectionFailure.Phase
    ) throws(ConnectionFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            // A peer that has gone away must not raise SIGPIPE.
            let sent = unsafe rest.withUnsafeBytes { buffer in
                unsafe Glibc.send(descriptor.value, buffer.baseAddress, buffer.count, CInt(MSG_NOSIGNAL))
            }
            if sent >= 0 {
                rest = rest.dropFirst(sent)
            } else if errno == EAGAIN {
                try Readiness.wait(for: CInt(POLLOUT), of: descriptor.value, by: deadline, cancellation, phase)
            } else if errno != EINTR {
                throw ConnectionFailure(errno: errno, phase)
            }
        }
    }
}
