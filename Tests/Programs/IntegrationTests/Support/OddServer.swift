import Dispatch
import Glibc
import TestSupport

/// A TCP server on loopback that is no TLS server, on a port the kernel chose.
final class OddServer: Sendable {
    /// What it does with a connection.
    enum Behaviour: Sendable {
        /// It takes it, and says nothing.
        case silence
        /// It says something at once.
        case greeting(String)
        /// It waits for something, answers, and closes.
        case answer(String)
        /// It waits for something, and breaks off.
        case reset
        /// It waits for something, and closes.
        case close
        /// It hands the connections on to other ports of this host, in turn.
        case forwarding([UInt16])
    }

    let port: UInt16
    private let listener: Int32
    private let queue = DispatchQueue(label: "odd-server")

    init(_ behaviour: Behaviour) throws {
        var bound: (Int32, UInt16)
        // The certificate provider port of a reference is at most 49151 (S17).
        repeat { bound = try Self.listen() } while bound.1 > 49_151
        (listener, port) = bound
        // What nobody accepts the kernel does: a connection that is taken and says nothing.
        if case .silence = behaviour { return }
        queue.async { [listener] in Self.serve(listener, behaviour) }
    }

    /// Waits until somebody has connected; the connection stays open with the server.
    func connection() async throws {
        var watched = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        try await eventually("nobody connects") { poll(&watched, 1, 0) > 0 }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        queue.sync {}
        close(listener)
    }

    private static func serve(_ listener: Int32, _ behaviour: Behaviour) {
        var count = 0
        while case let connection = accept(listener, nil, nil), connection >= 0 {
            defer { close(connection) }
            var buffer = [UInt8](repeating: 0, count: 4_096)
            switch behaviour {
            case .silence: break
            case .greeting(let text):
                write(text, to: connection)
                _ = recv(connection, &buffer, buffer.count, 0)
            case .answer(let text):
                _ = recv(connection, &buffer, buffer.count, 0)
                write(text, to: connection)
            case .reset:
                _ = recv(connection, &buffer, buffer.count, 0)
                // Closing without waiting sends RST (socket(7), SO_LINGER).
                var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
                setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
            case .close:
                // Nothing may be left to read, else it would be a reset.
                _ = recv(connection, &buffer, buffer.count, 0)
            case .forwarding(let ports):
                forward(connection, to: ports[count % ports.count])
            }
            count += 1
        }
    }

    private static func write(_ text: String, to connection: Int32) {
        let bytes = Array(text.utf8)
        _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    private static func forward(_ connection: Int32, to port: UInt16) {
        let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(other) }
        guard withAddress(port: port, { connect(other, $0, $1) }) == 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            var watched = [connection, other].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&watched, 2, -1) > 0 else { return }
            for (index, ready) in watched.enumerated() where ready.revents != 0 {
                let count = recv(ready.fd, &buffer, buffer.count, 0)
                guard count > 0, send(watched[1 - index].fd, buffer, count, Int32(MSG_NOSIGNAL)) == count else {
                    return
                }
            }
        }
    }

    private static func listen() throws -> (Int32, UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard withAddress(port: 0, { bind(descriptor, $0, $1) }) == 0, Glibc.listen(descriptor, 16) == 0 else {
            throw TestFailure("no port: errno \(errno)")
        }
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        let port = UInt16(bigEndian: address.sin_port)
        if port > 49_151 { close(descriptor) }
        return (descriptor, port)
    }

    private static func withAddress<Result>(
        port: UInt16,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
