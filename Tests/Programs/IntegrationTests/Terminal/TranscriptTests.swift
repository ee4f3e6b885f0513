import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("What somebody at a terminal sees and is asked", .timeLimit(.patience))
struct TranscriptTests {
    private func fingerprint(
        _ identity: GatewayIdentity,
        _ server: CertificateProviderServer
    ) async throws -> [(String, String)] {
        [
            (try await identity.say("-fingerprint", "-sha256"), "<sha-256>"),
            (try await identity.say("-fingerprint", "-sha1"), "<sha-1>"),
            (try await identity.say("-serial").lowercased(), "<serial>"),
            ("127.0.0.1:\(server.port)", "127.0.0.1:<port>"),
        ]
    }

    @Test("S14: a certificate is fetched and answered: no, yes, the same again, and its fingerprint")
    func certificate() async throws {
        let identity = try await GatewayIdentity()
        let server = try await CertificateProviderServer(identity)
        let daemon = try await RunningDaemon.withGateway(server.port)
        let changing = try await fingerprint(identity, server)
        let fetch = ["srst", "certificate", "fetch", "branch-12"]

        let no = try daemon.terminal(fetch)
        try await no.wait(for: "(yes/no/[fingerprint])? ")
        try no.type("no")
        #expect(try await no.end() == 2)
        try Transcript.check(no.screen, "fetch-no", changing)
        #expect(try await daemon.acceptedCertificate(of: "branch-12") == nil)

        let unclear = try daemon.terminal(fetch)
        try await unclear.wait(for: "(yes/no/[fingerprint])? ")
        try unclear.type("perhaps")
        try await unclear.wait(for: "fingerprint: ")
        try unclear.type("yes")
        #expect(try await unclear.end() == 0)
        try Transcript.check(unclear.screen, "fetch-yes", changing)
        #expect(try await daemon.certificates().accepted["trust"]?.text == "first-use")

        let same = try daemon.terminal(fetch)
        #expect(try await same.end() == 0)
        try Transcript.check(same.screen, "fetch-same", changing)
    }

    @Test("S14: in the place of another certificate yes is not enough, its fingerprint is")
    func changed() async throws {
        let identity = try await GatewayIdentity(name: "renewed.example.net")
        let server = try await CertificateProviderServer(identity)
        let daemon = try await RunningDaemon.withGateway(server.port)
        try await daemon.acceptCertificate()
        let changing = try await fingerprint(identity, server)
        let fetch = try daemon.terminal(["srst", "certificate", "fetch", "branch-12"])
        try await fetch.wait(for: "(no/[fingerprint])? ")
        try fetch.type("yes")
        try await fetch.wait(for: "or no: ")
        try fetch.type(changing[0].0)
        #expect(try await fetch.end() == 0)
        try Transcript.check(fetch.screen, "fetch-changed", changing)
        #expect(try await daemon.certificates().accepted["trust"]?.text == "verified")
    }

    @Test("S11: the mode is changed after a yes only, and what phones do then is said before")
    func mode() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        for (answer, name, code) in [("", "set-mode-no", 2), ("y", "set-mode-yes", 0)] as [(String, String, Int32)] {
            let session = try daemon.terminal(["cluster", "set-mode", "non-secure"])
            try await session.wait(for: "Continue? [y/N] ")
            try session.type(answer)
            #expect(try await session.end() == code)
            try Transcript.check(session.screen, name)
        }
        #expect(try await daemon.status().securityMode == "non-secure")
    }

    @Test("S15: what phones depend on is deleted only once its name is typed")
    func delete() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        for (answer, name, code) in [
            ("branch-21", "delete-mistyped", 2), ("branch-12", "delete-typed", 0),
        ] as [(String, String, Int32)] {
            let session = try daemon.terminal(["srst", "delete", "branch-12", "--detach"])
            try await session.wait(for: "to continue: ")
            try session.type(answer)
            #expect(try await session.end() == code)
            try Transcript.check(session.screen, name)
        }
        #expect(try await daemon.cnfctl("srst", "show", "branch-12").code == 3)
    }

    @Test("A table fits the terminal, decisions stand out by word and colour, and times are told from now")
    func tables() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        for (arguments, name) in [
            (["file", "explain", "SEP001122334457", "srstInfo"], "explain"), (["srst", "list"], "srst-list"),
            (["srst", "list", "--absolute", "--sort", "name:desc"], "srst-list-absolute"),
            (["device-pool", "list", "--sort", "nmae"], "unknown-column"),
        ] {
            let session = try daemon.terminal(arguments)
            _ = try await session.end()
            try Transcript.check(session.screen, name)
        }
        let plain = try daemon.terminal(["file", "explain", "SEP001122334457", "--no-color"])
        _ = try await plain.end()
        #expect(!plain.screen.contains("\u{1B}"))
        let dumb = try daemon.terminal(["file", "explain", "SEP001122334457"], environment: ["TERM": "dumb"])
        _ = try await dumb.end()
        #expect(dumb.screen == plain.screen)
    }
}
