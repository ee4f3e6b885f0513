import CertificateProvider
import Certificates
import TLS
import TestSupport
import Testing

@Suite("S01: obtaining certificates from openssl s_server", .timeLimit(.patience))
struct ProviderInteroperabilityTests {
    private func fetch(_ server: CertificateProviderServer) async throws -> ProvidedCertificate {
        try await CertificateProviderClient().fetch(from: ["127.0.0.1"], port: server.port)
    }

    @Test(
        "S01: keys and digests of every age are obtained, byte for byte",
        arguments: [
            (.rsa1024, "md5"), (.rsa1024, "sha1"), (.rsa2048, "sha256"), (.rsa4096, "sha256"), (.p256, "sha256"),
            (.p384, "sha384"),
        ] as [(GatewayIdentity.Key, String)]
    )
    func keysAndDigests(key: GatewayIdentity.Key, digest: String) async throws {
        let identity = try await GatewayIdentity(key, digest: digest)
        let server = try await CertificateProviderServer(identity)
        let provided = try await fetch(server)
        #expect(try await provided.certificate.der == identity.der())
        #expect(try await provided.certificate.sha256Fingerprint.description == identity.say("-fingerprint", "-sha256"))
        #expect(try await provided.certificate.sha1Fingerprint.description == identity.say("-fingerprint", "-sha1"))
        #expect(provided.certificate.acceptableForSRST().isAcceptable)
        #expect(provided.presentations.map(\.address) == ["127.0.0.1:\(server.port)"])
    }

    @Test(
        "S01: TLS 1.0 to 1.3 are spoken, and the version is told",
        arguments: [("-tls1", TLSVersion.tls10), ("-tls1_1", .tls11), ("-tls1_2", .tls12), ("-tls1_3", .tls13)]
    )
    func versions(flag: String, version: TLSVersion) async throws {
        let identity = try await GatewayIdentity()
        let server = try await CertificateProviderServer(identity, CertificateProviderServer.everything + [flag])
        let provided = try await fetch(server)
        #expect(provided.presentations.map(\.version) == [version])
        #expect(provided.presentations.allSatisfy { !$0.cipherSuite.isEmpty })
    }

    @Test("S01: an old gateway: TLS 1.0, RSA key exchange, a small key and MD5")
    func oldGateway() async throws {
        let identity = try await GatewayIdentity(.rsa1024, digest: "md5")
        let server = try await CertificateProviderServer(identity, ["-tls1", "-cipher", "AES128-SHA:@SECLEVEL=0"])
        let provided = try await fetch(server)
        #expect(provided.presentations.map(\.cipherSuite) == ["AES128-SHA"])
        #expect(provided.certificate.acceptableForSRST().warnings.map(\.code) == [.keySmall, .weakSignatureDigest])
    }

    @Test("S01: a provider that demands a client certificate is told as that", arguments: ["-tls1_2", "-tls1_3"])
    func clientCertificateDemanded(version: String) async throws {
        let identity = try await GatewayIdentity()
        let server = try await CertificateProviderServer(identity, ["-Verify", "1", version])
        let error = await #expect(throws: CertificateError.self) { try await self.fetch(server) }
        #expect(error?.code == .clientCertificateDemanded)
        #expect(error?.remedy.contains("--from-file") == true)
    }

    @Test(
        "S01: one that asks for a client certificate and goes on without is no obstacle",
        arguments: ["-tls1_2", "-tls1_3"]
    )
    func clientCertificateAskedFor(version: String) async throws {
        let identity = try await GatewayIdentity()
        let server = try await CertificateProviderServer(identity, ["-verify", "1", version])
        #expect(try await fetch(server).certificate.der == identity.der())
    }

    @Test("S01: a provider without a certificate is told as that")
    func noCertificate() async throws {
        let server = try await CertificateProviderServer(nil, ["-tls1_2", "-cipher", "aNULL:@SECLEVEL=0"])
        let error = await #expect(throws: CertificateError.self) { try await self.fetch(server) }
        #expect(error?.code == .noCertificate)
    }

    @Test("S01: nothing in common is told with OpenSSL's reason")
    func nothingInCommon() async throws {
        let identity = try await GatewayIdentity()
        let server = try await CertificateProviderServer(identity, ["-tls1_2", "-cipher", "eNULL:@SECLEVEL=0"])
        let error = await #expect(throws: CertificateError.self) { try await self.fetch(server) }
        #expect(error?.code == .providerHandshakeFailed)
        #expect(error?.message.contains("handshake failure") == true)
    }

    @Test("S01: certificates beyond 64 KiB are refused for their size", arguments: [70_000, 300_000])
    func tooLarge(bytes: Int) async throws {
        let comment = "nsComment = \(String(repeating: "x", count: bytes))"
        let identity = try await GatewayIdentity(extensions: comment)
        #expect(try await identity.der().count > bytes)
        let server = try await CertificateProviderServer(identity)
        let error = await #expect(throws: CertificateError.self) { try await self.fetch(server) }
        #expect(error?.code == .certificateTooLarge)
    }

    @Test("S01: one of 60 000 bytes is obtained")
    func large() async throws {
        let identity = try await GatewayIdentity(extensions: "nsComment = \(String(repeating: "x", count: 60_000))")
        let server = try await CertificateProviderServer(identity)
        #expect(try await fetch(server).certificate.der == identity.der())
    }

    @Test("S04: a self-signed certificate that comes with another one is refused")
    func chain() async throws {
        let identity = try await GatewayIdentity()
        let other = try await GatewayIdentity(name: "other")
        let flags = CertificateProviderServer.everything + ["-cert_chain", other.certificatePath]
        let server = try await CertificateProviderServer(identity, flags)
        let error = await #expect(throws: CertificateError.self) { try await self.fetch(server) }
        #expect(error?.code == .severalCertificates)
    }

    @Test("S04: two certificates behind one address are refused as an HSRP pair")
    func pairBehindOneAddress() async throws {
        let first = try await CertificateProviderServer(GatewayIdentity(name: "first"))
        let second = try await CertificateProviderServer(GatewayIdentity(name: "second"))
        let pair = try OddServer(.forwarding([first.port, second.port]))
        let error = await #expect(throws: CertificateError.self) {
            try await CertificateProviderClient().fetch(from: ["127.0.0.1"], port: pair.port)
        }
        #expect(error?.code == .certificatesDiffer)
        #expect(error?.message.contains("HSRP") == true && error?.message.contains("single issuer") == true)
    }

    @Test("S04: two addresses with different certificates are refused; with the same one they are not")
    func twoAddresses() async throws {
        let identity = try await GatewayIdentity(name: "first")
        let first = try await CertificateProviderServer(identity)
        let client = CertificateProviderClient()
        let hosts = ["127.0.0.1", "127.0.0.2", "127.0.0.1"]
        do {
            let other = try await GatewayIdentity(name: "second")
            let second = try await CertificateProviderServer(other, host: "127.0.0.2", port: first.port)
            let error = await #expect(throws: CertificateError.self) {
                try await client.fetch(from: hosts, port: second.port)
            }
            #expect(error?.code == .certificatesDiffer)
        }
        let twin = try await CertificateProviderServer(identity, host: "127.0.0.2", port: first.port)
        let provided = try await client.fetch(from: hosts, port: twin.port)
        #expect(provided.presentations.map(\.address) == ["127.0.0.1:\(first.port)", "127.0.0.2:\(first.port)"])
    }

    @Test("S01: IPv6 addresses and names are asked, too")
    func addressesOfEveryKind() async throws {
        let identity = try await GatewayIdentity()
        let server = try await CertificateProviderServer(identity, host: "[::1]")
        let client = CertificateProviderClient()
        let numeric = try await client.fetch(from: ["::1"], port: server.port)
        #expect(numeric.presentations.map(\.address) == ["[::1]:\(server.port)"])
        let fourth = try await CertificateProviderServer(identity)
        let named = try await client.fetch(from: ["localhost"], port: fourth.port)
        #expect(named.certificate == numeric.certificate)
        #expect(named.presentations.map(\.address).contains("127.0.0.1:\(fourth.port)"))
    }
}
