import Certificates
import TLS
import Testing

@Suite("Both ends of a TLS connection, without a socket")
struct TLSEndpointTests {
    private let server: TLSIdentity

    init() throws { server = try TestIdentities.selfSigned("gateway") }

    /// Two ends, with the bytes of each given to the other until neither has any.
    private func meet(_ client: TLSEndpoint, _ server: TLSEndpoint) -> (toClient: [UInt8], toServer: [UInt8]) {
        var read: (toClient: [UInt8], toServer: [UInt8]) = ([], [])
        client.advance()
        while true {
            let toServer = client.takeOutgoing()
            if !toServer.isEmpty { read.toServer += server.receive(toServer) }
            let toClient = server.takeOutgoing()
            if !toClient.isEmpty { read.toClient += client.receive(toClient) }
            guard !toServer.isEmpty || !toClient.isEmpty else { return read }
        }
    }

    private func ends(
        showing identity: TLSIdentity? = nil,
        demanding trust: TLSClientTrust? = nil
    ) throws -> (client: TLSEndpoint, server: TLSEndpoint) {
        let client = try TLSContext(TLSSettings(.client), identity: identity)
        let server = try TLSContext(TLSSettings(.server), identity: server, clientTrust: trust)
        return (TLSEndpoint(client), TLSEndpoint(server))
    }

    @Test("They agree on the newest version, and each reads what the other writes")
    func text() throws {
        let (client, server) = try ends()
        _ = meet(client, server)
        #expect(client.state == .established && server.state == .established)
        #expect(client.version == .tls13 && server.version == .tls13)
        #expect(client.peerCertificate == self.server.certificate.der && server.peerCertificate == nil)
        client.write(Array("to the server".utf8))
        server.write(Array("to the client".utf8))
        let read = meet(client, server)
        #expect(read.toServer == Array("to the server".utf8) && read.toClient == Array("to the client".utf8))
    }

    @Test("However the bytes come, nothing is lost")
    func pieces() throws {
        let (client, server) = try ends()
        _ = meet(client, server)
        let text = [UInt8](repeating: 7, count: 40_000)
        client.write(text)
        var read: [UInt8] = []
        for byte in client.takeOutgoing() { read += server.receive([byte]) }
        #expect(read == text)
    }

    @Test("One that says it writes no more has ended for the other")
    func end() throws {
        let (client, server) = try ends()
        _ = meet(client, server)
        client.end()
        _ = meet(client, server)
        #expect(server.state == .ended)
    }

    @Test("Nothing is written before both have agreed")
    func early() throws {
        let (client, server) = try ends()
        client.write(Array("too early".utf8))
        #expect(meet(client, server).toServer.isEmpty)
    }

    @Test("S06: A server takes a phone that an authority vouches for, and one whose certificate it has itself")
    func trusted() throws {
        let authority = try TestIdentities.selfSigned("CAPF-test", .authority)
        let phone = try TestIdentities.phone(by: authority)
        for trusted in [authority.certificate, phone.certificate] {
            let (client, server) = try ends(showing: phone, demanding: TLSClientTrust([trusted]))
            _ = meet(client, server)
            #expect(server.state == .established && server.peerCertificate == phone.certificate.der)
        }
    }

    @Test("S06: A phone of another authority, and one without a certificate, are refused, and hear why")
    func refused() throws {
        let authority = try TestIdentities.selfSigned("CAPF-test", .authority)
        let stranger = try TestIdentities.phone(by: TestIdentities.selfSigned("CAPF-other", .authority))
        for shown in [stranger, nil] {
            let (client, server) = try ends(showing: shown, demanding: TLSClientTrust([authority.certificate]))
            _ = meet(client, server)
            guard case .failed(let reason) = server.state, case .failed = client.state else {
                Issue.record("\(server.state) \(client.state)")
                continue
            }
            #expect(reason.hasPrefix("certificate refused: ") == (shown != nil), "\(reason)")
        }
    }

    @Test("What is no TLS fails")
    func noTLS() throws {
        let server = try ends().server
        _ = server.receive(Array("GET / HTTP/1.1\r\n\r\n".utf8))
        guard case .failed(let reason) = server.state else {
            Issue.record("\(server.state)")
            return
        }
        #expect(!reason.isEmpty)
    }

    @Test("Suites that OpenSSL does not have are refused")
    func settings() throws {
        var settings = TLSSettings(.client)
        settings.cipherSuites = "NO-SUCH-SUITE"
        #expect(throws: ConnectionFailure.self) { try TLSContext(settings) }
    }

    @Test("A certificate and another certificate's key do not go together")
    func mismatch() throws {
        let other = try PrivateKey.generate(.ec)
        let error = #expect(throws: CertificateError.self) { try TLSIdentity(server.certificate, key: other) }
        #expect(error?.code == .keyMismatch)
    }
}
