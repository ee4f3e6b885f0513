import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("S05, S14: the gateway's certificate", .timeLimit(.patience))
struct CertificateTests {
    private static let refused = [
        "ca-issued.pem": "not-self-signed",
        "forged-self-signed.pem": "signature-invalid",
        "factory-expired.pem": "certificate-expired",
        "not-yet-valid.pem": "certificate-not-yet-valid",
    ]

    @Test("S05: only a self-signed certificate within its validity is accepted; else nothing changes")
    func refusals() async throws {
        let daemon = try await RunningDaemon.withSite()
        let before = try await daemon.export()
        for (name, code) in Self.refused {
            let path = Fixture.certificate(name)
            let arguments = ["srst", "certificate", "accept", "branch-12", "--from-file", path]
            let result = try await daemon.cnfctl(arguments)
            #expect(result.code == 5, "\(name)")
            #expect(result.output.isEmpty)
            #expect(result.errorLines.count == 1, "\(result.error)")
            #expect(result.error.hasPrefix("cnfctl: srst branch-12: "), "\(result.error)")
            let problem = try #require(try await daemon.cnfctl(arguments + ["--json"]).problems().first)
            #expect(problem.kind == .trust)
            #expect(problem.code == code, "\(name)")
            #expect(problem.message.hasSuffix("."), "\(problem.message)")
            #expect(problem.hint?.hasSuffix(".") == true, "\(problem)")
            #expect(try await daemon.acceptedCertificate(of: "branch-12") == nil)
        }
        #expect(try await daemon.export() == before)
        #expect(try await daemon.status().pending.isEmpty)
    }

    @Test(
        "S05: one file with two certificates, or with none, is refused",
        arguments: ["two-certificates.pem", "make.sh"]
    )
    func notOneCertificate(_ name: String) async throws {
        let daemon = try await RunningDaemon.withSite()
        let path = Fixture.certificate(name)
        let result = try await daemon.cnfctl("srst", "certificate", "accept", "branch-12", "--from-file", path)
        #expect([5, 6].contains(result.code), "\(result)")
        #expect(result.errorLines.count == 1, "\(result.error)")
        #expect(try await daemon.acceptedCertificate(of: "branch-12") == nil)
    }

    @Test("S05: MD5- and SHA-1-signed certificates of old gateways, and DER, are accepted")
    func oldGateways() async throws {
        let daemon = try await RunningDaemon.withSite()
        var seen: Set<String> = []
        for name in ["md5-signed.pem", "sha1-signed.pem", "ec-p256.pem", "branch-12.der"] {
            try await daemon.acceptCertificate(name)
            seen.insert(try #require(try await daemon.acceptedCertificate(of: "branch-12")))
            _ = try await daemon.reset("--srst", "branch-12")
            #expect(try daemon.phonesWithCertificate() == Fixture.protectedPhones)
        }
        #expect(seen.count == 4)
    }

    @Test("S09: an expired certificate is accepted on request only, and served only when the cluster keeps such")
    func expired() async throws {
        let daemon = try await RunningDaemon.withSite()
        let path = Fixture.certificate("factory-expired.pem")
        let flags = ["--from-file", path, "--accept-expired", "--json"]
        let accepted = try await daemon.cnfctl(["srst", "certificate", "accept", "branch-12"] + flags)
        #expect(accepted.code == 0)
        #expect(try accepted.json(ChangeReport.self).messages.contains { $0.code == "certificate-expired" })
        _ = try await daemon.reset("--srst", "branch-12")
        #expect(try daemon.phonesWithCertificate().isEmpty)

        let site = try Files.text(Fixture.site)
            .replacing("expired-certificate: omit", with: "expired-certificate: keep")
        #expect(try await daemon.apply(site).code == 0)
        _ = try await daemon.reset("--srst", "branch-12")
        #expect(try daemon.phonesWithCertificate() == Fixture.protectedPhones)
    }

    @Test("S14: updating a reference keeps its certificate; only accepting another replaces it")
    func updatesKeepCertificate() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let accepted = try #require(try await daemon.acceptedCertificate(of: "branch-12"))
        let served = try daemon.served()

        try await daemon.done("srst", "update", "branch-12", "--certificate-provider-port", "3000")
        try await daemon.done("srst", "update", "branch-12", "--sccp", "127.0.99.1", "--secure", "true")
        #expect(try await daemon.apply(Files.text(Fixture.site)).code == 0)
        #expect(try await daemon.acceptedCertificate(of: "branch-12") == accepted)
        #expect(try await daemon.status().pending.isEmpty)

        try await daemon.acceptCertificate("branch-12-renewed.pem")
        #expect(try await daemon.acceptedCertificate(of: "branch-12") != accepted)
        #expect(try daemon.served() == served)
        #expect(try await daemon.reset("--srst", "branch-12").published == Fixture.protectedPhones)
        #expect(try daemon.phonesWithCertificate() == Fixture.protectedPhones)
    }
}
