import AdminAPI
import ClusterModel
import TestSupport
import Testing

@Suite("S02: only a reset changes what phones are served", .timeLimit(.patience))
struct OnlyResetsChangeFilesTests {
    private static let reception = "SEP001122334455"

    @Test("S02: what is saved waits for a reset, also across a restart")
    func restartBetweenSavedAndReset() async throws {
        let daemon = try await RunningDaemon.withSite()
        let old = try daemon.served()

        try await daemon.acceptCertificate()
        #expect(try daemon.served() == old)
        try await daemon.restart()
        #expect(try daemon.served() == old)
        #expect(try await daemon.status().pending == Fixture.protectedPhones)

        let report = try await daemon.reset("--srst", "branch-12")
        #expect(report.published == Fixture.protectedPhones)
        let new = try daemon.served()
        for phone in Fixture.phones {
            #expect((new[phone] != old[phone]) == Fixture.protectedPhones.contains(phone), "\(phone)")
        }

        try await daemon.restart()
        #expect(try daemon.served() == new)
    }

    @Test("S02: a phone added later has its first file at once, and nobody else's changes")
    func firstFile() async throws {
        let daemon = try await RunningDaemon.withSite()
        let old = try daemon.served()
        let before = try await daemon.status()
        #expect(try daemon.fetch("SEP0011223344FF.cnf.xml") == .error(code: 1, message: "File not found"))
        try await daemon.acceptCertificate()

        let result = try await daemon.apply(
            """
            phones:
              - name: SEP0011223344FF
                protocol: sccp
                model: "7942"
                device-pool: Branch-12
                security-profile: sccp-encrypted
            """,
            "--json"
        )
        let report: ApplyReport = try result.json()
        #expect(report.firstFiles?.published == ["SEP0011223344FF"])
        #expect(report.firstFiles?.revision == (before.revision ?? 0).next)
        // The first file is what is saved now: it has the certificate that the others still wait for.
        #expect(try daemon.phonesWithCertificate(["SEP0011223344FF"]) == ["SEP0011223344FF"])
        #expect(try daemon.served() == old)
        #expect(try await daemon.status().pending == Fixture.protectedPhones)
    }

    @Test("S02: a deleted phone's file is withdrawn at once, and nobody else's changes")
    func withdrawnFile() async throws {
        let daemon = try await RunningDaemon.withSite()
        let others = Fixture.phones.filter { $0 != Self.reception }
        let old = try daemon.served(others)

        let report: ChangeReport = try await daemon.done("phone", "delete", Self.reception, "--yes", "--json").json()
        #expect(report.reset?.withdrawn == [Self.reception])
        #expect(try daemon.fetch("\(Self.reception).cnf.xml") == .error(code: 1, message: "File not found"))
        #expect(try daemon.served(others) == old)
        #expect(try await daemon.cnfctl("file", "show", Self.reception).code == 3)

        try await daemon.restart()
        #expect(try daemon.fetch("\(Self.reception).cnf.xml") == .error(code: 1, message: "File not found"))
        #expect(try daemon.served(others) == old)
    }

    @Test("P04: a transfer that began before a reset ends with the bytes it began with")
    func transferAcrossReset() async throws {
        let daemon = try await RunningDaemon.withSite()
        let old = try daemon.served(Self.reception)
        let slow = PhoneClient(port: daemon.port, file: "\(Self.reception).cnf.xml", blockSize: 512, timeout: 20)
        #expect(try slow.begin() == nil)
        #expect(try slow.take(blocks: 5) == false)
        let doomed = PhoneClient(port: daemon.port, file: "SEP001122334460.cnf.xml", blockSize: 512, timeout: 20)
        let oldDoomed = try daemon.served("SEP001122334460")
        #expect(try doomed.begin() == nil)

        try await daemon.acceptCertificate()
        _ = try await daemon.reset("--all")
        try await daemon.done("phone", "delete", "SEP001122334460", "--yes")
        #expect(try daemon.served(Self.reception) != old)
        #expect(try slow.take(blocks: 5) == false)
        _ = try await daemon.done("cluster", "set-mode", "non-secure", "--yes")
        _ = try await daemon.reset("--all")

        #expect(try slow.rest() == old)
        #expect(try doomed.rest() == oldDoomed)
    }

    @Test("T01: two daemons with the same site and as-of second publish the same bytes")
    func sameBytesElsewhere() async throws {
        var files: [[String: [UInt8]]] = []
        for _ in 0..<2 {
            let daemon = try await RunningDaemon.withSite()
            try await daemon.acceptCertificate()
            let report = try await daemon.reset("--all", "--as-of", "2030-02-03T04:05:06Z")
            #expect(report.asOf == "2030-02-03T04:05:06Z")
            files.append(try daemon.served())
        }
        #expect(files[0] == files[1])
    }

    @Test("T01: validity is judged as of the given second, and losing a certificate to its expiry needs --confirm")
    func asOfDecidesValidity() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let secure = try daemon.served()
        // The certificate ends with 2044.
        let refused = try await daemon.cnfctl("reset", "--all", "--yes", "--as-of", "2050-01-01T00:00:00Z")
        #expect(refused.code == 6)
        #expect(refused.errorLines.count == 1)
        #expect(refused.error.contains("--confirm"))
        #expect(try daemon.served() == secure)

        let report = try await daemon.reset("--all", "--confirm", "--as-of", "2050-01-01T00:00:00Z")
        #expect(report.published == Fixture.protectedPhones)
        #expect(report.messages.contains { $0.code == "certificate-lost" })
        #expect(try daemon.phonesWithCertificate().isEmpty)

        _ = try await daemon.reset("--all")
        #expect(try daemon.served() == secure)
    }
}
