import Platform
import Testing

/// A TCP server on loopback that speaks no TLS; it listens as long as this object lives.
final class PlainServer {
    private let listener: StreamSocket
    let address: SocketAddress

    init() throws {
        listener = try StreamSocket.bind(to: #require(SocketAddress("127.0.0.1", port: 0)))
        try listener.listen(backlog: 8)
        address = try #require(SocketAddress.bound(to: listener.descriptor))
    }

    /// The connection that somebody has made.
    func accept() throws -> StreamSocket { try #require(listener.accept()) }
}
