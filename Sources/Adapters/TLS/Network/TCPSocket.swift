internal import Glibc
public import Platform

/// A TCP connection whose waits end with a deadline or a cancellation.
public struct TCPSocket: ~Copyable {
    private let socket: StreamSocket

    /// Takes over a connected socket, for instance an accepted one.
    public init(owning descriptor: CInt) { socket = StreamSocket(owning: descriptor) }

    private init(_ socket: StreamSocket) { self.socket = socket }

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
        let socket = try attempt(.connect) { () throws(SystemFailure) in try StreamSocket.connect(to: address) }
        try Readiness.wait(for: CInt(POLLOUT), of: socket.descriptor, by: deadline, cancellation, .connect)
        if let failure = socket.pendingFailure { throw ConnectionFailure(failure, .connect) }
        return TCPSocket(socket)
    }

    /// What has arrived, waiting until something has; empty at the end.
    borrowing func receive(
        by deadline: Deadline,
        _ cancellation: Cancellation,
        _ phase: ConnectionFailure.Phase
    ) throws(ConnectionFailure) -> [UInt8] {
        while true {
            try Readiness.wait(forReading: socket.descriptor, by: deadline, cancellation, phase)
            let bytes = try Self.attempt(phase) { () throws(SystemFailure) in try socket.receive() }
            if let bytes { return bytes }
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
            let sent = try Self.attempt(phase) { () throws(SystemFailure) in try socket.send(rest) }
            if let sent {
                rest = rest.dropFirst(sent)
            } else {
                try Readiness.wait(for: CInt(POLLOUT), of: socket.descriptor, by: deadline, cancellation, phase)
            }
        }
    }

    private static func attempt<Result>(
        _ phase: ConnectionFailure.Phase,
        _ call: () throws(SystemFailure) -> Result
    ) throws(ConnectionFailure) -> Result {
        do throws(SystemFailure) {
            return try call()
        } catch {
            throw ConnectionFailure(error, phase)
        }
    }
}
