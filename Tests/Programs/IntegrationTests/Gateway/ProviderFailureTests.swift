import CertificateProvider
import Certificates
import Documents
import TestSupport
import Testing

@Suite("S01: each way to fail is an outcome of its own", .timeLimit(.patience))
struct ProviderFailureTests {
    private func failure(
        _ server: OddServer,
        _ limits: CertificateProviderClient.Limits = .init()
    ) async
        -> CertificateError.Code?
    {
        let error = await #expect(throws: CertificateError.self) {
            try await CertificateProviderClient(limits).fetch(from: ["127.0.0.1"], port: server.port)
        }
        #expect(error?.message.contains("127.0.0.1:\(server.port)") == true)
        #expect(error?.remedy.isEmpty == false)
        return error?.code
    }

    @Test("A port that takes the connection and says nothing")
    func silence() async throws {
        var limits = CertificateProviderClient.Limits()
        limits.handshake = .milliseconds(100)
        #expect(await failure(try OddServer(.silence), limits) == .providerHandshakeTimeout)
    }

    @Test(
        "A plain-text service, whoever speaks first",
        arguments: [
            OddServer.Behaviour.greeting("220 mail.example.net ESMTP\r\n"), .greeting("SSH-2.0-Cisco-1.25\n"),
            .answer("HTTP/1.1 400 Bad Request\r\n\r\n"),
        ]
    )
    func plainText(_ behaviour: OddServer.Behaviour) async throws {
        #expect(await failure(try OddServer(behaviour)) == .providerNotTLS)
    }

    @Test("A reset in the middle of the handshake")
    func reset() async throws { #expect(await failure(try OddServer(.reset)) == .providerReset) }

    @Test("A connection that is closed in the middle of the handshake")
    func closed() async throws { #expect(await failure(try OddServer(.close)) == .providerClosed) }

    @Test("Half a TLS record, and then nothing more")
    func halfARecord() async throws {
        #expect(await failure(try OddServer(.answer("\u{16}\u{3}\u{3}\u{2}"))) == .providerClosed)
    }

    @Test("A TLS record that is none")
    func brokenRecord() async throws {
        let noise = "\u{16}\u{3}\u{3}\u{0}\u{8}" + String(repeating: "x", count: 8)
        #expect(await failure(try OddServer(.answer(noise))) == .providerHandshakeFailed)
    }

    @Test("A port that nobody listens on")
    func refused() async throws {
        let port = try OddServer(.silence).port
        let error = await #expect(throws: CertificateError.self) {
            try await CertificateProviderClient().fetch(from: ["127.0.0.1"], port: port)
        }
        #expect(error?.code == .providerRefused)
    }

    @Test("A name that does not exist (RFC 6761, section 6.4)")
    func noName() async throws {
        // Through the daemon: no name server is asked there (Tests/Support/LoopbackOnly).
        let daemon = try await RunningDaemon.withSite()
        let name = "gateway.invalid"
        try await daemon.done("srst", "update", "branch-12", "--sccp", name, "--sip", name)
        let refused = try await daemon.certificate("fetch", "--json")
        #expect(try refused.problems().first?.code == "provider-name-not-found", "\(refused.output)")
    }

    @Test("A network that no way leads to")
    func unreachable() async throws {
        // 240.0.0.0/4 is reserved (RFC 1112, section 4); Linux does not connect to the broadcast address.
        let error = await #expect(throws: CertificateError.self) {
            try await CertificateProviderClient().fetch(from: ["255.255.255.255"], port: 2445)
        }
        #expect(error?.code == .providerUnreachable)
    }

    @Test("No address at all")
    func noAddress() async throws {
        let error = await #expect(throws: CertificateError.self) {
            try await CertificateProviderClient().fetch(from: [], port: 2445)
        }
        #expect(error?.code == .noProviderAddress)
    }

    @Test("A cancelled fetch ends, however silent the provider is")
    func cancelled() async throws {
        let server = try OddServer(.silence)
        var limits = CertificateProviderClient.Limits()
        limits.handshake = .seconds(3_600)
        limits.total = .seconds(3_600)
        let client = CertificateProviderClient(limits)
        let fetch = Task { try await client.fetch(from: ["127.0.0.1"], port: server.port) }
        fetch.cancel()
        let error = await #expect(throws: CertificateError.self) { try await fetch.value }
        #expect(error?.code == .fetchCancelled)
    }

    @Test("Many silent providers at once hold up nobody: a good one is asked meanwhile")
    func nobodyWaits() async throws {
        let silent = try OddServer(.silence)
        var limits = CertificateProviderClient.Limits()
        limits.handshake = .seconds(3_600)
        limits.total = .seconds(3_600)
        let client = CertificateProviderClient(limits)
        let fetches = (0..<16).map { _ in Task { try await client.fetch(from: ["127.0.0.1"], port: silent.port) } }
        let identity = try await GatewayIdentity()
        let server = try await CertificateProviderServer(identity)
        #expect(try await client.fetch(from: ["127.0.0.1"], port: server.port).certificate.der == identity.der())
        for fetch in fetches { fetch.cancel() }
        for fetch in fetches { await #expect(throws: CertificateError.self) { try await fetch.value } }
    }
}
