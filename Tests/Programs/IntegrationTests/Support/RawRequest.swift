import AdminAPI
import FoundationEssentials
import Glibc

/// A connection to a control socket on which a test writes what it likes.
final class RawRequest {
    private let descriptor: Int32

    /// A connection to the socket at `path`.
    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else { throw TestFailure("no connection: errno \(errno)") }
    }

    deinit { Glibc.close(descriptor) }

    /// Writes the head of a request whose body has so many octets.
    func head(_ path: String, length: Int, headers: [String] = []) {
        let lines = ["POST /v1/\(path) HTTP/1.1", "Host: cnfd", "Content-Length: \(length)"] + headers
        write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))
    }

    /// Writes the head of a request whose body comes in chunks.
    func chunkedHead(_ path: String) {
        write(Array("POST /v1/\(path) HTTP/1.1\r\nHost: cnfd\r\nTransfer-Encoding: chunked\r\n\r\n".utf8))
    }

    /// Writes a chunk of the body.
    func writeChunk(_ text: String) {
        write(Array("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n".utf8))
    }

    /// Goes away.
    func close() { shutdown(descriptor, CInt(SHUT_RDWR)) }

    /// Writes octets, as far as they are taken without waiting.
    func writeWithoutWaiting(_ octets: [UInt8]) -> Int {
        max(
            0,
            octets.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL))
            }
        )
    }

    /// Writes octets.
    func write(_ octets: [UInt8]) {
        var rest = octets[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// What is answered until the connection closes, or a refusal's end has come.
    func answer() -> String {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count > 0 else { break }
            all += chunk.prefix(count)
            if all.suffix(2) == Array("}}".utf8) { break }
        }
        return String(decoding: all, as: UTF8.self)
    }
}
