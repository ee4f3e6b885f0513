import AdminAPI
import TestSupport
import Testing

@Suite("S12: srst check, beside a real gateway's certificate provider", .timeLimit(.patience))
struct SetUpCheckTests {
    private static let words = ["trust-list", "phones-have-certificates", "gateway-has-issuers", "gateway-reset"]

    private func check(_ daemon: RunningDaemon, assuming: [String] = []) async throws -> (SRSTCheckReport, Int32) {
        let assumptions = assuming.flatMap { ["--assume", $0] }
        let result = try await daemon.cnfctl(["srst", "check", "branch-12", "--json"] + assumptions)
        return (try result.json(), result.code)
    }

    private func open(_ report: SRSTCheckReport) -> Set<String> {
        Set(report.lines.filter { ![.ok, .assumed].contains($0.state) }.map(\.step.rawValue))
    }

    @Test("The whole chapter: it ends with 1 until every step holds, and then with 0")
    func wholeChapter() async throws {
        var server: CertificateProviderServer? = try await CertificateProviderServer(GatewayIdentity())
        let port = try #require(server?.port)
        let daemon = try await RunningDaemon.withGateway(port)
        let (first, code) = try await check(daemon, assuming: Self.words)
        #expect(code == 1 && !first.holds)
        #expect(first.lines.first?.found == "the certificate provider at 127.0.0.1, port \(port) answers")
        #expect(
            open(first) == [
                "phones-protected", "certificate-accepted", "certificate-valid", "certificate-current",
                "files-carry-certificate", "files-fetched", "phones-reset",
            ]
        )
        #expect(try await daemon.certificate("fetch", "--yes").code == 0)
        try await daemon.done("phone", "update", "SEP001122334457", "--security-profile", "sip-encrypted")
        try await daemon.done("phone", "update", "SEP00112233445A", "--security-profile", "sccp-authenticated")
        #expect(
            open(try await check(daemon, assuming: Self.words).0) == [
                "files-carry-certificate", "phones-reset", "files-fetched",
            ]
        )
        _ = try await daemon.reset("--srst", "branch-12")
        #expect(open(try await check(daemon, assuming: Self.words).0) == ["files-fetched"])
        _ = try daemon.served()
        // Fetch records are written some time after the transfers.
        var last = try await check(daemon, assuming: Self.words)
        try await eventually("a step does not hold: \(last.0)") {
            last = try await check(daemon, assuming: Self.words)
            return last.1 == 0
        }
        #expect(last.1 == 0 && last.0.holds, "\(last.0)")
        #expect(try await check(daemon).1 == 1, "nobody has given their word")

        let text = try await daemon.cnfctl(["srst", "check", "branch-12"])
        #expect(text.code == 1 && text.error.isEmpty)
        #expect(text.output.hasPrefix("srst branch-12: 12 of 16 steps hold\n"), "\(text.output)")
        #expect(text.output.contains("\ncannot tell  gateway-reset "), "\(text.output)")
        #expect(text.output.contains("--assume gateway-reset"), "\(text.output)")

        server = nil
        let (gone, _) = try await check(daemon, assuming: Self.words)
        #expect(open(gone) == ["provider-answers", "provider-self-signed", "certificate-current"])
        #expect(gone.lines.first?.remedy?.contains("Enable the credential service") == true)
    }

    @Test("S04: a gateway that presents another certificate later is seen at the gateway and in the phones' files")
    func changed() async throws {
        let server = try await CertificateProviderServer(GatewayIdentity(name: "renewed.example.net"))
        let daemon = try await RunningDaemon.withGateway(server.port)
        try await daemon.acceptCertificate()
        _ = try await daemon.reset("--all")
        let (report, code) = try await check(daemon)
        #expect(code == 1)
        #expect(open(report).isSuperset(of: ["certificate-current", "files-carry-certificate"]))
        #expect(!open(report).contains("certificate-accepted") && !open(report).contains("phones-reset"))
    }

    @Test("What cannot be checked ends with the codes of the contract")
    func refusals() async throws {
        let daemon = try await RunningDaemon.withSite()
        #expect(try await daemon.cnfctl("srst", "check", "nowhere").code == 3)
        let step = try await daemon.cnfctl("srst", "check", "branch-12", "--assume", "all")
        #expect(step.code == 2)
        #expect(step.error.contains("gateway-reset"), "\(step.error)")
    }
}
