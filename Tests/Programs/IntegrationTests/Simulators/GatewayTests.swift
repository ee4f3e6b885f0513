import Certificates
import Glibc
import Testing

@Suite("cnfsim gateway, judged by openssl s_client")
struct GatewayTests {
    private static let name = "SEP001122334455"

    /// A gateway whose own certificate and key are files of the directory.
    private func gateway(trust: String, in directory: TemporaryDirectory) throws -> RunningSimulator {
        let own = ["--certificate", directory.path + "/gateway.pem", "--key", directory.path + "/gateway.key"]
        return try .gateway("gw", own + ["--trust", trust])
    }

    /// Registers over TLS with openssl, and answers what the gateway said.
    private func register(port: String, _ identity: (certificate: String, key: String)?) async throws -> String {
        let shown = identity.map { "-cert '\($0.certificate)' -key '\($0.key)'" } ?? ""
        let lines = #"printf 'REGISTER \#(Self.name)\nKEEPALIVE\nUNREGISTER\n'"#
        let client = "timeout 600 openssl s_client -quiet -connect 127.0.0.1:\(port) \(shown)"
        return try await Command.run("/bin/sh", ["-c", "\(lines) | \(client)"]).output
    }

    /// The certificate that a port shows.
    private func shown(port: String) async throws -> Certificate {
        let client = "timeout 600 openssl s_client -connect 127.0.0.1:\(port) </dev/null | openssl x509"
        return try Certificate(pem: try await Command.run("/bin/sh", ["-c", client]).output)
    }

    @Test("S01, S05: The credential service shows the gateway's own certificate, made for it and self-signed")
    func provider() async throws {
        let capf = try await SimulatedCAPF()
        let gateway = try gateway(trust: capf.root, in: capf.directory)
        let port = try await gateway.port("certificate-provider")
        let certificate = try await shown(port: port)
        #expect(try Certificate.load(try Files.read(capf.directory.path + "/gateway.pem")) == certificate)
        #expect(certificate.selfSignature() == .valid && certificate.acceptableForSRST().isAcceptable)
        try await gateway.line(beginning: "provided peer=127.0.0.1:")
        #expect(try await gateway.end() == .exited(code: 0))
    }

    @Test("S04: An HSRP pair shows two certificates in turn")
    func pair() async throws {
        let gateway = try RunningSimulator.gateway("gw", ["--hsrp-pair"])
        let port = try await gateway.port("certificate-provider")
        let first = try await shown(port: port)
        let second = try await shown(port: port)
        #expect(first != second && first.subject == second.subject)
        #expect(try await shown(port: port) == first)
    }

    @Test("S06: A phone is let in with a certificate that CAPF.der vouches for, and only then")
    func clientCertificates() async throws {
        let capf = try await SimulatedCAPF()
        let gateway = try gateway(trust: capf.root, in: capf.directory)
        let port = try await gateway.port("signalling-tls")

        let good = try await capf.issue(Self.name)
        #expect(try await register(port: port, good) == "REGISTERED \(Self.name)\nALIVE\n")
        let line = try await gateway.line(beginning: "registered phone=\(Self.name) service=signalling-tls ")
        #expect(line.hasSuffix(" subject=CN=\(Self.name) issuer=CN=CAPF-00000001"))

        #expect(try await register(port: port, nil) == "")
        var refusal = try await gateway.line(beginning: "refused", count: 1)
        #expect(refusal.hasSuffix(#"reason="peer did not return a certificate""#))

        let foreign = try await SimulatedCAPF()
        #expect(try await register(port: port, try await foreign.issue(Self.name)) == "")
        refusal = try await gateway.line(beginning: "refused", count: 2)
        #expect(refusal.contains(#"reason="certificate refused: "#))

        let old = try await SimulatedCAPFs.expired(of: capf)
        #expect(try await register(port: port, old) == "")
        refusal = try await gateway.line(beginning: "refused", count: 3)
        #expect(refusal.hasSuffix(#"reason="certificate refused: certificate has expired""#))

        let other = try await capf.issue("SEP001122334499")
        #expect(
            try await register(port: port, other).hasPrefix("REFUSED the certificate is that of CN=SEP001122334499")
        )
    }

    @Test("S06: A phone's own certificate in the trust file is enough")
    func ownCertificate() async throws {
        let capf = try await SimulatedCAPF()
        let good = try await capf.issue(Self.name)
        let gateway = try gateway(trust: good.certificate, in: capf.directory)
        let port = try await gateway.port("signalling-tls")
        #expect(try await register(port: port, good) == "REGISTERED \(Self.name)\nALIVE\n")
        #expect(try await register(port: port, try await capf.issue("SEP001122334499")) == "")
    }

    @Test("Without power every port refuses; with power it is the same port again")
    func power() async throws {
        let capf = try await SimulatedCAPF()
        let gateway = try gateway(trust: capf.root, in: capf.directory)
        let port = try await gateway.port("signalling-tls")
        let good = try await capf.issue(Self.name)
        gateway.signal(SIGUSR1)
        try await gateway.line(beginning: "power state=off")
        #expect(try await register(port: port, good) == "")
        gateway.signal(SIGUSR2)
        try await gateway.line(beginning: "power state=on")
        #expect(try await register(port: port, good) == "REGISTERED \(Self.name)\nALIVE\n")
    }

    @Test("Keys are for their owner alone, are never printed and never overwritten")
    func keys() async throws {
        let capf = try await SimulatedCAPF()
        let gateway = try gateway(trust: capf.root, in: capf.directory)
        _ = try await gateway.port("signalling-tls")
        let phone = try await capf.issue(Self.name)
        for path in [capf.path("CAPF.key"), phone.key, capf.directory.path + "/gateway.key"] {
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600, "\(path)")
        }
        #expect(try !gateway.lines().contains { $0.contains("PRIVATE") })
        let again = try await Command.run(Programs.cnfsim, ["capf", "issue", Self.name, "--directory", capf.path("")])
        #expect(again.code == 2 && again.error.contains("nothing is overwritten"))
        #expect(!again.output.contains("PRIVATE") && !again.error.contains("PRIVATE"))
    }
}

/// Certificates that are out of the ordinary.
private enum SimulatedCAPFs {
    /// A certificate that expired long ago, of a phone of its own directory.
    static func expired(of capf: SimulatedCAPF) async throws -> (certificate: String, key: String) {
        let name = "SEP0011223344AA"
        return try await capf.issue(name, "--valid-from", "2010-01-01", "--valid-until", "2011-01-01")
    }
}
