import AdminAPI
import Certificates
import Documents
import FoundationEssentials
import Glibc
import OpenSSL
import TestSupport
import Testing

@Suite("S01, S14: fetching a gateway's certificate", .timeLimit(.patience))
struct FetchCertificateTests {
    @Test("S03, S14: the accepted bytes are the embedded bytes: provider, store and a phone's file agree")
    func sameBytesEverywhere() async throws {
        let identity = try await GatewayIdentity()
        let server = try await CertificateProviderServer(identity)
        let daemon = try await RunningDaemon.withGateway(server.port)
        let fingerprint = try await identity.say("-fingerprint", "-sha256")

        let fetched = try await daemon.certificate("fetch", "--fingerprint", fingerprint)
        #expect(fetched.code == 0, "\(fetched)")
        for text in [
            "CN=gw.example.net", fingerprint, "127.0.0.1:\(server.port), TLS 1.3", "previously accepted  none",
        ] {
            #expect(fetched.output.contains(text), "\(fetched.output)")
        }
        #expect(try await daemon.certificates().accepted["trust"]?.text == "verified")

        #expect(try daemon.phonesWithCertificate().isEmpty, "S02: before the reset nothing changes")
        _ = try await daemon.reset("--srst", "branch-12")
        let der = try await identity.der()
        #expect(try await daemon.certificate("export", "--format", "der").outputBytes == der)
        for phone in Fixture.protectedPhones {
            let file = "\(daemon.directory.path)/\(phone)"
            let port = "\(daemon.port)"
            try await Command.tool("tftp", "-m", "binary", "127.0.0.1", port, "-c", "get", "\(phone).cnf.xml", file)
            let embedded = try await Command.tool("xmllint", "--xpath", "string(//srstInfo/srstCertificate)", file)
                .output
            let bytes = try #require(Data(base64Encoded: embedded.filter { !$0.isNewline }))
            #expect(SHA256Digest.of(Array(bytes)) == SHA256Digest.of(der), "\(phone)")
        }
        let pem = try await daemon.certificate("export").outputBytes
        #expect(try pem == Files.read(identity.certificatePath))
    }

    @Test("S14: a fetch that is shown only, rejected, mistaken or refused leaves every byte of the database as it was")
    func nothingIsStored() async throws {
        let identity = try await GatewayIdentity()
        let server = try await CertificateProviderServer(identity)
        let daemon = try await RunningDaemon.withGateway(server.port)
        let before = try daemon.stateBytes()

        let shown = try await daemon.certificate("fetch", "--json")
        #expect(shown.code == 0)
        #expect(try shown.json(Answer.self).fetched.previouslyAccepted == .none)
        #expect(try shown.json(Answer.self).accepted == nil)
        #expect(try await daemon.certificates().candidate?.sha256 == identity.say("-fingerprint", "-sha256"))

        let mistaken = try await daemon.certificate("fetch", "--fingerprint", String(repeating: "AB", count: 32))
        #expect(mistaken.code == 5)
        #expect(mistaken.error.contains("has the fingerprint"), "\(mistaken.error)")

        let answer = try await daemon.type("no\n", to: "srst", "certificate", "fetch", "branch-12")
        #expect(answer.code == 2, "\(answer.screen)")
        #expect(answer.screen.contains("Nothing was changed."), "\(answer.screen)")
        #expect(try await daemon.certificates().candidate == nil)
        #expect(try await daemon.certificate("accept", "--yes").code == 3)

        let silent = try await daemon.certificate("fetch")
        #expect(silent.code == 2, "no terminal")
        #expect(silent.error.contains("--fingerprint") && silent.error.contains("--yes"), "\(silent.error)")
        #expect(silent.output.isEmpty)
        let after = try daemon.stateBytes()
        #expect(Set(after.keys) == Set(before.keys))
        #expect(after.filter { before[$0.key] != $0.value }.keys.isEmpty)
    }

    @Test("S14: at a terminal, yes trusts on first use; what differs from it takes its fingerprint, not yes")
    func dialogue() async throws {
        let first = try await GatewayIdentity(name: "first.example.net")
        var server = try await CertificateProviderServer(first)
        let daemon = try await RunningDaemon.withGateway(server.port)
        let yes = try await daemon.type("perhaps\nyes\n", to: "srst", "certificate", "fetch", "branch-12")
        #expect(yes.code == 0, "\(yes.screen)")
        for text in [
            "Accept this certificate (yes/no/[fingerprint])?", "Please type yes, no or the fingerprint:",
            "srst branch-12: saved, version 3", "previously accepted  none",
        ] {
            #expect(yes.screen.contains(text), "\(yes.screen)")
        }
        #expect(try await daemon.certificates().accepted["trust"]?.text == "first-use")

        let again = try await daemon.type("", to: "srst", "certificate", "fetch", "branch-12")
        #expect(again.code == 0)
        #expect(again.screen.contains("previously accepted  same"), "\(again.screen)")
        #expect(!again.screen.contains("Accept this"))

        let renewed = try await GatewayIdentity(name: "renewed.example.net")
        server = try await CertificateProviderServer(renewed)
        try await daemon.moveGateway(to: server.port)
        let bare = try await daemon.certificate("fetch", "--yes")
        #expect(bare.code == 5, "\(bare)")
        #expect(bare.output.contains("previously accepted  different (accepted by "), "\(bare.output)")
        #expect(bare.error.contains("--fingerprint"), "\(bare.error)")

        let fingerprint = try await renewed.say("-fingerprint", "-sha1")
        let pasted = "yes\n\(fingerprint)\n"
        let replaced = try await daemon.type(pasted, to: "srst", "certificate", "fetch", "branch-12")
        #expect(replaced.code == 0, "\(replaced.screen)")
        #expect(replaced.screen.contains("yes is not enough"), "\(replaced.screen)")
        let history = try await daemon.certificateHistory()
        #expect(history.map(\.event) == ["accepted", "accepted"])
        #expect(history.map(\.trust) == ["first-use", "verified"])
        #expect(history.last?.certificate["subject"]?.text == "CN=renewed.example.net")
    }

    @Test("S14: a rejection keeps the accepted certificate, and is on record")
    func rejection() async throws {
        let server = try await CertificateProviderServer(GatewayIdentity(name: "rejected.example.net"))
        let daemon = try await RunningDaemon.withGateway(server.port)
        try await daemon.acceptCertificate()
        let accepted = try await daemon.certificates().accepted
        #expect(try await daemon.certificate("fetch", "--json").code == 0)
        let planned = try await daemon.certificate("reject", "--plan")
        #expect(planned.code == 1)
        let rejected = try await daemon.certificate("reject")
        #expect(rejected.code == 0)
        #expect(rejected.output == "srst branch-12: fetched certificate rejected\n")
        #expect(try await daemon.certificate("reject").code == 3)
        let report = try await daemon.certificates()
        #expect(report.candidate == nil && report.accepted == accepted)
        let history = try await daemon.certificate("history")
        #expect(history.output.contains("rejected") && history.output.contains("CN=rejected.example.net"))
        #expect(try await daemon.certificateHistory().map(\.event) == ["accepted", "rejected"])
    }

    @Test("S05: what no gateway may present is refused by name, and nothing is kept")
    func refusals() async throws {
        let authority = try await GatewayIdentity(name: "authority", extensions: "basicConstraints = CA:TRUE")
        let daemon = try await RunningDaemon.withSite()
        let cases: [(String, GatewayIdentity)] = [
            ("not-self-signed", try await GatewayIdentity(issuer: authority)),
            ("not-for-servers", try await GatewayIdentity(extensions: "extendedKeyUsage = clientAuth")),
            ("not-for-servers", try await GatewayIdentity(extensions: "keyUsage = keyCertSign")),
            ("key-too-small", try await GatewayIdentity(.rsa512)),
        ]
        for (code, identity) in cases {
            // TLS 1.3 has no signature that is small enough for 512 bits (RFC 8446 section 4.2.3).
            let server = try await CertificateProviderServer(
                identity,
                CertificateProviderServer.everything + ["-tls1_2"]
            )
            try await daemon.moveGateway(to: server.port)
            let result = try await daemon.certificate("fetch", "--yes", "--json")
            #expect(result.code == 5, "\(code)")
            #expect(try result.problems().map(\.code) == [code])
            #expect(try await daemon.certificates().candidate == nil)
            #expect(try await daemon.certificates().accepted == .null)
        }
    }

    @Test("S05: outside its validity it is shown, and accepted on request only")
    func validity() async throws {
        let daemon = try await RunningDaemon.withSite()
        for (code, dates) in [
            ("certificate-expired", ("20100301000000Z", "20200101000000Z")),
            ("certificate-not-yet-valid", ("20600101000000Z", "20700101000000Z")),
        ] {
            let server = try await CertificateProviderServer(GatewayIdentity(name: code, dates: dates))
            try await daemon.moveGateway(to: server.port)
            let refused = try await daemon.type("", to: "srst", "certificate", "fetch", "branch-12")
            #expect(refused.code == 5, "\(refused.screen)")
            #expect(refused.screen.contains("CN=\(code)") && refused.screen.contains("--accept-expired"))
            let candidate = try #require(try await daemon.certificates().candidate)
            #expect(!candidate.isWithinValidity && candidate.messages.map(\.code).contains(code))
            let accepted = try await daemon.certificate(
                "accept",
                "--fingerprint",
                candidate.sha256,
                "--accept-expired",
                "--json"
            )
            #expect(accepted.code == 0)
            #expect(try accepted.json(ChangeReport.self).messages.map(\.code).contains(code))
            #expect(try await daemon.certificateHistory().last?.certificate["subject"]?.text == "CN=\(code)")
        }
    }

    @Test("S01: providers that cannot be reached and those that cannot be trusted differ in their exit codes")
    func exitCodes() async throws {
        let identity = try await GatewayIdentity()
        let plain = try OddServer(.answer("no"))
        let demanding = try await CertificateProviderServer(identity, ["-Verify", "1"])
        let daemon = try await RunningDaemon.withGateway(plain.port)
        let notTLS = try await daemon.certificate("fetch", "--yes")
        #expect(notTLS.code == 7)
        #expect(notTLS.error.hasPrefix("cnfctl: srst branch-12: The certificate provider 127.0.0.1:\(plain.port)"))
        try await daemon.moveGateway(to: demanding.port)
        let demanded = try await daemon.certificate("fetch", "--yes", "--json")
        #expect(demanded.code == 5)
        #expect(try demanded.problems().map(\.code) == ["client-certificate-demanded"])
    }

    @Test("S16: a fetch is refused until the reference is saved as secure")
    func needsSecure() async throws {
        let daemon = try await RunningDaemon.withSite()
        let refused = try await daemon.cnfctl("srst", "certificate", "fetch", "branch-20", "--yes")
        #expect(refused.code == 6)
        #expect(refused.error.contains("cnfctl srst update branch-20 --secure true"), "\(refused.error)")
    }

    @Test("Names with NULs, control characters and 10 000 letters are shown escaped, and cut")
    func hostileNames() async throws {
        let identity = try await GatewayIdentity(
            name: String(repeating: "Z", count: 20),
            longName: String(repeating: "long", count: 2_500)
        )
        try await identity.replaceInName(
            String(repeating: "Z", count: 20),
            by: Array("nul\u{0} esc\u{1B}[31m lf\n\u{7F}\u{9B}".utf8)
        )
        let server = try await CertificateProviderServer(identity)
        let daemon = try await RunningDaemon.withGateway(server.port)
        let result = try await daemon.certificate("fetch", "--yes")
        #expect(result.code == 0, "\(result)")
        #expect(result.output.contains("subject"))
        #expect(!result.output.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
        #expect(result.output.contains("\\1B") && result.output.contains("\\00"), "\(result.output)")
    }

    @Test("A silent provider holds up neither administrators nor phones")
    func nobodyWaits() async throws {
        let silent = try OddServer(.silence)
        let daemon = try await RunningDaemon.withGateway(silent.port)
        let fetch = try daemon.startCnfctl("srst", "certificate", "fetch", "branch-12", "--yes")
        try await silent.connection()
        try await daemon.done("srst", "update", "branch-20", "--certificate-provider-port", "3000")
        _ = try await daemon.status()
        _ = try daemon.served()
        fetch.process.signal(SIGINT)
        _ = try await fetch.process.wait()
    }

    @Test("A daemon that stops gives up its fetches, and says so")
    func stopping() async throws {
        let silent = try OddServer(.silence)
        let daemon = try await RunningDaemon.withGateway(silent.port)
        let fetch = try daemon.startCnfctl("srst", "certificate", "fetch", "branch-12", "--yes", "--json")
        try await silent.connection()
        daemon.terminate()
        let result = try await fetch.result()
        #expect(result.code == 7)
        #expect(try result.problems().map(\.code) == ["abandoned"])
        #expect(try await daemon.stopped() == .exited(code: 0))
    }
}

/// What `fetch --json` prints.
private struct Answer: Decodable {
    let fetched: CandidateReport
    let accepted: ChangeReport?
}
