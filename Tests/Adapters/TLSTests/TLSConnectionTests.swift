import Certificates
import Platform
import TLS
import TestSupport
import Testing

@Suite("TLS connections with openssl s_server", .timeLimit(.patience))
struct TLSConnectionTests {
    private let patience = Deadline(after: Patience.limit)

    private func connect(_ port: UInt16, _ settings: TLSSettings = TLSSettings(.client)) throws -> TLSConnection {
        let cancellation = try Cancellation()
        let address = try #require(SocketAddress("127.0.0.1", port: Int(port)))
        let socket = try TCPSocket.connect(to: address, by: patience, cancellation)
        return TLSConnection(try TLSContext(settings), over: socket, cancellation)
    }

    private func line(_ connection: TLSConnection) throws -> String {
        var bytes: [UInt8] = []
        while bytes.last != UInt8(ascii: "\n") {
            let more = try connection.read(upTo: 7, by: patience)
            try #require(!more.isEmpty)
            bytes += more
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("What is written is read by the other end, in records of any size", arguments: [1, 100, 10_000])
    func lines(length: Int) async throws {
        let server = try await OpenSSLServer(TestIdentities.selfSigned("gateway"))
        let connection = try connect(server.port)
        try connection.handshake(by: patience)
        let text = String((0..<length).map { Character(UnicodeScalar(UInt8(97 + $0 % 26))) })
        try connection.write(Array((text + "\n").utf8), by: patience)
        #expect(try line(connection) == String(text.reversed()) + "\n")
        try connection.end(by: patience)
    }

    @Test("The peer's certificate is told as it was sent, and the suite and the version that were agreed upon")
    func peer() async throws {
        let identity = try TestIdentities.selfSigned("gateway")
        let server = try await OpenSSLServer(identity, ["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256"])
        let connection = try connect(server.port)
        #expect(connection.peerCertificates.isEmpty && connection.cipherSuite == nil)
        try connection.handshake(by: patience)
        #expect(connection.peerCertificates == [identity.certificate.der])
        #expect(connection.version == .tls12)
        #expect(connection.cipherSuite == "ECDHE-ECDSA-AES128-GCM-SHA256")
        #expect(!connection.clientCertificateWasRequested)
    }

    @Test("Versions outside the settings are not spoken")
    func versions() async throws {
        let server = try await OpenSSLServer(TestIdentities.selfSigned("gateway"), ["-tls1_3"])
        var settings = TLSSettings(.client)
        settings.newestVersion = .tls12
        let connection = try connect(server.port, settings)
        let error = #expect(throws: ConnectionFailure.self) { try connection.handshake(by: patience) }
        guard case .handshakeFailed(let reason)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("version"))
    }

    @Test("A certificate that is demanded and not there is told as that")
    func demanded() async throws {
        let server = try await OpenSSLServer(TestIdentities.selfSigned("gateway"), ["-tls1_2", "-Verify", "1"])
        let connection = try connect(server.port)
        #expect(throws: ConnectionFailure.clientCertificateDemanded) { try connection.handshake(by: patience) }
        #expect(connection.clientCertificateWasRequested)
    }

    @Test("Certificates beyond the limit of the settings are not read")
    func tooLarge() async throws {
        let server = try await OpenSSLServer(TestIdentities.selfSigned("gateway"))
        var settings = TLSSettings(.client)
        settings.maximumCertificateMessageByteCount = 100
        let connection = try connect(server.port, settings)
        #expect(throws: ConnectionFailure.certificatesTooLarge) { try connection.handshake(by: patience) }
    }
}
