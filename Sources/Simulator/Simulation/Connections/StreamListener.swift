internal import Glibc
internal import Platform

/// A TCP port that can be switched off and on.
///
/// While it is off, the port stays reserved, so that no other program gets a port that the kernel chose.
final class StreamListener {
    /// Connections that wait to be accepted.
    private static let backlog: CInt = 128

    private let reservation: StreamSocket
    private let bound: SocketAddress
    private var listening: StreamSocket?

    /// The address as `ADDRESS:PORT`, with the port that the kernel chose.
    var address: String { bound.description }

    /// Takes a port; it does not listen yet.
    ///
    /// - Parameters:
    ///   - host: A numeric address.
    ///   - port: The port; 0 lets the kernel choose.
    /// - Throws: `system` when the address or the port cannot be had.
    init(_ host: String, port: Int) throws(SimulationError) {
        do throws(SystemFailure) {
            guard let wanted = SocketAddress(host, port: port) else { throw SystemFailure(errno: EADDRNOTAVAIL) }
            reservation = try StreamSocket.bind(to: wanted)
            guard let bound = SocketAddress.bound(to: reservation.descriptor) else {
                throw SystemFailure(errno: EADDRNOTAVAIL)
            }
            self.bound = bound
        } catch {
            throw Self.unavailable(host, port, error)
        }
    }

    /// The descriptor while it listens.
    var descriptor: CInt? { listening?.descriptor }

    /// Listens.
    func switchOn() throws(SimulationError) {
        guard listening == nil else { return }
        do throws(SystemFailure) {
            let socket = try StreamSocket.bind(to: bound)
            try socket.listen(backlog: Self.backlog)
            listening = socket
        } catch {
            throw SimulationError(
                .system,
                "Cannot listen on \(address): \(error.text)",
                remedy: "Choose another port, or 0 to let the system choose"
            )
        }
    }

    /// Refuses connections from now on.
    func switchOff() { listening = nil }

    /// The next connection that waits; `nil` when there is none.
    func accept() -> StreamSocket? { listening?.accept() }

    private static func unavailable(_ host: String, _ port: Int, _ failure: SystemFailure) -> SimulationError {
        SimulationError(
            .system,
            "Cannot take TCP port \(port) of \(host): \(failure.text)",
            remedy: "Give a numeric address of this host, and a free port or 0"
        )
    }
}
