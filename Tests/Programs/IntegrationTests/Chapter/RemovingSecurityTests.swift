import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("S15–S18: securing a reference and removing its security", .timeLimit(.patience))
struct RemovingSecurityTests {
    @Test("S16: securing says that the certificate must now be obtained; that is refused before")
    func securing() async throws {
        let daemon = try await RunningDaemon.withSite()
        let path = Fixture.certificate("ec-p256.pem")
        let accept = ["srst", "certificate", "accept", "branch-20", "--from-file", path]
        let early = try await daemon.cnfctl(accept)
        #expect(early.code == 6)
        #expect(early.error.contains("cnfctl srst update branch-20 --secure true"), "\(early.error)")
        #expect(try await daemon.acceptedCertificate(of: "branch-20") == nil)

        let secured = try await daemon.done("srst", "update", "branch-20", "--secure", "true")
        #expect(secured.output == "srst branch-20: saved, version 2\n")
        #expect(secured.error.contains("The gateway's certificate must now be obtained"), "\(secured.error)")
        #expect(secured.error.contains("cnfctl srst certificate fetch branch-20,"))

        let reset = try await daemon.reset("--srst", "branch-20")
        #expect(reset.messages.map(\.code) == ["no-certificate"])
        #expect(try await daemon.cnfctl(accept).code == 0)
        _ = try await daemon.reset("--srst", "branch-20")
        let osaka = ["SEP00112233445D", "SEP00112233445E"]
        #expect(try daemon.phonesWithCertificate(osaka) == osaka)
    }

    @Test(
        "S17: a port that is no number or out of range is refused word for word",
        arguments: [
            "1023", "49152", "0", "99999999999999999999", "-2445", "+2445", "0x98d", "24.45", "2445 ", "２４４５", " ",
        ]
    )
    func badPort(_ port: String) async throws {
        let daemon = try await RunningDaemon.withSite()
        let arguments = ["srst", "update", "branch-12", "--certificate-provider-port=\(port)"]
        let result = try await daemon.cnfctl(arguments)
        #expect(result.code == 6)
        #expect(
            result.error == "cnfctl: srst branch-12, field \"certificate-provider-port\": "
                + "Port Numbers can only contain digits. Give a number from 1024 to 49151.\n"
        )
        let problem = try #require(try await daemon.cnfctl(arguments + ["--json"]).problems().first)
        #expect(problem.message == "Port Numbers can only contain digits.")
        #expect(problem.object == "srst branch-12")
        #expect(problem.field == "certificate-provider-port")
        let report: ObjectReport = try await daemon.done("srst", "show", "branch-12", "--json").json()
        #expect(report.version == 1)
        #expect(report.fields["certificate-provider-port"]?.text == "2445")
    }

    @Test("S17: the port defaults to 2445; 1024 and 49151 are the outermost")
    func goodPorts() async throws {
        let daemon = try await RunningDaemon.withSite()
        let other: ObjectReport = try await daemon.done("srst", "show", "branch-20", "--json").json()
        #expect(other.fields["certificate-provider-port"]?.text == "2445")
        for port in ["1024", "49151"] {
            try await daemon.done("srst", "update", "branch-12", "--certificate-provider-port", port)
            let report: ObjectReport = try await daemon.done("srst", "show", "branch-12", "--json").json()
            #expect(report.fields["certificate-provider-port"]?.text == port)
        }
    }

    @Test("S18: clearing security removes the certificate, reminds of the gateway, and a reset clears the files")
    func clearing() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let cleared = try await daemon.done("srst", "update", "branch-12", "--secure", "false", "--yes")
        #expect(cleared.error.contains("Disable the credential service on the gateway"), "\(cleared.error)")
        #expect(try await daemon.acceptedCertificate(of: "branch-12") == nil)
        #expect(try daemon.phonesWithCertificate() == Fixture.protectedPhones)

        _ = try await daemon.reset("--srst", "branch-12")
        #expect(try daemon.phonesWithCertificate().isEmpty)
        // Securing it again does not bring the certificate back.
        try await daemon.done("srst", "update", "branch-12", "--secure", "true")
        #expect(try await daemon.acceptedCertificate(of: "branch-12") == nil)
        _ = try await daemon.reset("--all")
        #expect(try daemon.phonesWithCertificate().isEmpty)
    }

    @Test("S19: clear, secure and accept again, reset: the same path serves a replaced certificate")
    func clearAndSecureAgain() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let served = try daemon.served()
        try await daemon.done("srst", "update", "branch-12", "--secure", "false", "--yes")
        try await daemon.done("srst", "update", "branch-12", "--secure", "true")
        try await daemon.acceptCertificate()
        #expect(try await daemon.status().pending.isEmpty)
        _ = try await daemon.reset("--srst", "branch-12")
        #expect(try daemon.served() == served)
    }

    @Test("S15: deleting a secure reference is refused while a pool names it, and takes its certificate along")
    func deleting() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let served = try daemon.served()
        let inUse = try await daemon.cnfctl("srst", "delete", "branch-12", "--confirm", "branch-12")
        #expect(inUse.code == 4)
        #expect(inUse.error.contains("Branch-12") && inUse.error.contains("--detach"), "\(inUse.error)")
        let unasked = try await daemon.cnfctl("srst", "delete", "branch-12", "--detach")
        #expect(unasked.code == 2)
        #expect(unasked.error.contains("--confirm branch-12"), "\(unasked.error)")
        let wrong = try await daemon.cnfctl("srst", "delete", "branch-12", "--detach", "--confirm", "branch-20")
        #expect(wrong.code == 2)

        let deleted = try await daemon.done("srst", "delete", "branch-12", "--detach", "--confirm", "branch-12")
        #expect(deleted.error.contains("Disable the credential service on the gateway"), "\(deleted.error)")
        #expect(try await daemon.cnfctl("srst", "show", "branch-12").code == 3)
        let pool: ObjectReport = try await daemon.done("device-pool", "show", "Branch-12", "--json").json()
        #expect(pool.fields["srst"]?.text == "disable")
        #expect(try daemon.served() == served)

        // The reference is gone, but the files that still hold its certificate are reached by its name.
        let report = try await daemon.reset("--srst", "branch-12")
        #expect(report.published.count == 6)
        #expect(try daemon.phonesWithCertificate().isEmpty)
        #expect(try await daemon.status().pending.isEmpty)
    }

    @Test("S15: reset --pending reaches the phones of a reference that is gone, too")
    func deletingAndResettingPending() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        try await daemon.done("srst", "delete", "branch-12", "--detach", "--confirm", "branch-12")
        try await daemon.restart()
        #expect(try await daemon.reset("--pending").published.count == 6)
        #expect(try daemon.phonesWithCertificate().isEmpty)
    }
}
