internal import Glibc

/// A TCP port that can be switched off and on.
///
/// While it is off, the port stays reserved, so that no other program gets a port that the kernel chose.
final class StreamListener {
    /// Connections that wait to be accepted.
    private static let backlog: CInt = 128

    private let reservation: StreamSocket
    private let bound: NumericAddress
    private var listening: StreamSocket?

    /// The address as `ADDRESS:PORT`, with the port that the kernel chose.
    let address: String

    /// Takes a port; it does not listen yet.
    ///
    /// - Parameters:
    ///   - host: A numeric address.
    ///   - port: The port; 0 lets the kernel choose.
    /// - Throws: `system` when the address or the port cannot be had.
    init(_ host: String, port: Int) throws(SimulationError) {
        do throws(SystemFailure) {
            guard let wanted = NumericAddress(host, port: port) else { throw SystemFailure(errno: EADDRNOTAVAIL) }
            reservation = try Self.bind(wanted)
            address = unsafe NumericAddress.text(of: reservation.descriptor) { unsafe getsockname($0, $1, $2) }
            guard let number = address.split(separator: ":").last.flatMap({ Int($0) }),
                let bound = NumericAddress(host, port: number)
            else { throw SystemFailure(errno: EADDRNOTAVAIL) }
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
            let socket = try Self.bind(bound)
            guard listen(socket.descriptor, Self.backlog) == 0 else { throw SystemFailure(errno: errno) }
            listening = socket
        } catch {
            throw SimulationError(
                .system,
                "Cannot listen on \(address): \(error.text).",
                remedy: "Choose another port, or 0 to let the system choose."
            )
        }
    }

    /// Refuses connections from now on.
    func switchOff() { listening = nil }

    /// The next connection that waits; `nil` when there is none.
    func accept() -> StreamSocket? {
        guard let listening else { return nil }
        let descriptor = Glibc.accept(listening.descriptor, nil, nil)
        guard descriptor >= 0 else { return nil }
        FileDescriptor.prepare(descriptor)
        return StreamSocket(owning: descriptor)
    }

    /// Several sockets of this process can have the port, as long as at most one listens (SO_REUSEADDR, socket(7)).
    private static func bind(_ address: NumericAddress) throws(SystemFailure) -> StreamSocket {
        let socket = try StreamSocket.open(address)
        var yes: CInt = 1
        let size = socklen_t(MemoryLayout<CInt>.size)
        guard unsafe setsockopt(socket.descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size) == 0,
            unsafe address.withKernelForm({ unsafe Glibc.bind(socket.descriptor, $0, $1) }) == 0
        else { throw SystemFailure(errno: errno) }
        return socket
    }

    private static func unavailable(_ host: String, _ port: Int, _ failure: SystemFailure) -> SimulationError {
        SimulationError(
            .system,
            "Cannot take TCP port \(port) of \(host): \(failure.text).",
            remedy: "Give a numeric address of this host, and a free port or 0."
        )
    }
}
