import Glibc

/// A bare connection to a control socket, for what `cnfctl` would never do.
final class ControlConnection {
    private let descriptor: CInt
    private(set) var received: [UInt8] = []
    private(set) var isEnded = false

    /// Connects to the socket at a path.
    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isConnected else { throw TestFailure("no connection to \(path): errno \(errno)") }
    }

    deinit { close(descriptor) }

    /// What was received, as text.
    var text: String { String(decoding: received, as: UTF8.self) }

    /// Sends a text; what the daemon does not take any more is no error.
    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.send(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL))
    }

    /// Sends the head of a request, and as much of its body as is given.
    func request(_ path: String, length: Int, body: String) {
        send("POST /v1/\(path) HTTP/1.1\r\nHost: cnfd\r\nContent-Length: \(length)\r\n\r\n\(body)")
    }

    /// Takes what has come by now.
    func take() {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, CInt(MSG_DONTWAIT))
            if count > 0 {
                received += buffer.prefix(count)
                continue
            }
            if count == 0 || errno != EAGAIN { isEnded = true }
            return
        }
    }

    /// Waits until the daemon ends the connection.
    func ended() async throws {
        for _ in 0..<24_000 {
            take()
            if isEnded { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw TestFailure("the connection does not end")
    }
}
