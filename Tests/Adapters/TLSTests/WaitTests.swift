import Certificates
import Platform
import TLS
import TestSupport
import Testing

@Suite("Waits for a peer end with its answer, a deadline or a cancellation", .timeLimit(.patience))
struct WaitTests {
    private let patience = Deadline(after: Patience.limit)
    /// One that has passed before anything can come.
    private var soon: Deadline { Deadline(after: .milliseconds(20)) }

    private func connection(
        to server: PlainServer,
        _ cancellation: Cancellation
    ) throws -> (connection: TLSConnection, peer: StreamSocket) {
        let socket = try TCPSocket.connect(to: server.address, by: patience, cancellation)
        let peer = try server.accept()
        return (TLSConnection(try TLSContext(TLSSettings(.client)), over: socket, cancellation), peer)
    }

    @Test("Nobody listens")
    func refused() throws {
        let address = try PlainServer().address
        #expect(throws: ConnectionFailure.refused) {
            _ = try TCPSocket.connect(to: address, by: patience, Cancellation())
        }
    }

    @Test("A peer that says nothing is waited for until the deadline")
    func silence() throws {
        let (connection, peer) = try connection(to: PlainServer(), Cancellation())
        #expect(throws: ConnectionFailure.timedOut(.handshake)) { try connection.handshake(by: soon) }
        _ = peer
    }

    @Test("A peer that says nothing is waited for until that is cancelled, now or before")
    func cancellation() throws {
        let server = try PlainServer()
        let cancellation = try Cancellation()
        let (connection, peer) = try connection(to: server, cancellation)
        try startThread(named: "canceller") {
            MonotonicClock.pause(microseconds: 20_000)
            cancellation.cancel()
        }
        #expect(throws: ConnectionFailure.cancelled) { try connection.handshake(by: patience) }
        #expect(throws: ConnectionFailure.cancelled) {
            _ = try TCPSocket.connect(to: server.address, by: patience, cancellation)
        }
        _ = peer
    }

    @Test("What speaks no TLS, and what hangs up, is told as that")
    func otherPeers() throws {
        let server = try PlainServer()
        let (spoken, speaker) = try connection(to: server, Cancellation())
        _ = try speaker.send(Array("220 ready\r\n".utf8)[...])
        #expect(throws: ConnectionFailure.notTLS) { try spoken.handshake(by: patience) }
        let closed = try Self.closedConnection(to: server)
        let error = #expect(throws: ConnectionFailure.self) { try closed.handshake(by: patience) }
        // The kernel says reset when what was sent was never read.
        #expect([.closed(.handshake), .reset(.handshake)].contains(error))
    }

    private static func closedConnection(to server: PlainServer) throws -> TLSConnection {
        let cancellation = try Cancellation()
        let socket = try TCPSocket.connect(to: server.address, by: Deadline(after: Patience.limit), cancellation)
        _ = try server.accept()
        return TLSConnection(try TLSContext(TLSSettings(.client)), over: socket, cancellation)
    }

    @Test(
        "A numeric address needs no look-up, even when there is no time for one; a name of this host has its addresses"
    )
    func lookUp() throws {
        let past = Deadline(after: .zero)
        let numeric = try NameLookup.addresses(of: "::1", port: 2_445, by: past, Cancellation())
        #expect(numeric.map(\.description) == ["[::1]:2445"])
        let named = try NameLookup.addresses(of: "localhost", port: 2_445, by: patience, Cancellation())
        #expect(!named.isEmpty && named.allSatisfy { ["127.0.0.1", "::1"].contains($0.host) && $0.port == 2_445 })
    }

    @Test("A look-up ends with its cancellation")
    func cancelledLookUp() throws {
        let cancellation = try Cancellation()
        cancellation.cancel()
        #expect(throws: ConnectionFailure.cancelled) {
            try NameLookup.addresses(of: "localhost", port: 2_445, by: patience, cancellation)
        }
    }
}
