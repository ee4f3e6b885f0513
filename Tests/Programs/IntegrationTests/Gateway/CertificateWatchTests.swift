import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("S04, S12: cnfd looks at gateways' certificates by itself", .timeLimit(.patience))
struct CertificateWatchTests {
    private static let often = RunningDaemon.Settings(certificateCheckInterval: "1s")

    /// A daemon whose branch-12 has its certificate provider on this port of loopback from the first moment on, so that the
    /// fixture's is never asked.
    private func daemon(
        _ port: UInt16,
        _ settings: RunningDaemon.Settings = often
    ) async throws -> RunningDaemon {
        let daemon = try await RunningDaemon(settings)
        let site = try Files.text(Fixture.site)
            .replacing("certificate-provider-port: 2445\n", with: "certificate-provider-port: \(port)\n")
            .replacing("address: 127.0.12.", with: "address: 127.0.0.")
            .replacing("address: 127.0.0.2\n", with: "address: 127.0.0.1\n")
        let applied = try await daemon.apply(site)
        try #require(applied.code == 0, "\(applied.error)")
        return daemon
    }

    private func warnings(_ daemon: RunningDaemon, _ ending: String = "certificate warning") throws -> [String] {
        try daemon.log().split(separator: "\n").map(String.init).filter { $0.hasSuffix(ending) }
    }

    /// Waits until the log has a line.
    private func wait(for text: String, in daemon: RunningDaemon, _ ending: String = "certificate warning") async throws
    {
        try await eventually("no \(text) in the log:\n\(try daemon.log())") {
            try warnings(daemon, ending).contains { $0.contains(text) }
        }
    }

    /// Waits until the gateway was asked again.
    private func nextRound(_ daemon: RunningDaemon) async throws {
        func asked() async throws -> String? {
            let report: ObjectReport = try await daemon.done("srst", "show", "branch-12", "--json").json()
            return report.details["gateway-asked"]?.text
        }
        let before = try await asked()
        try await eventually("the gateway is not asked again") { try await asked() != before }
    }

    @Test("A changed certificate is logged once and shown everywhere, until the new one is accepted")
    func changed() async throws {
        let identity = try await GatewayIdentity(name: "renewed.example.net")
        let server = try await CertificateProviderServer(identity)
        let daemon = try await self.daemon(server.port)
        try await daemon.acceptCertificate()
        try await wait(for: "event=certificate-changed srst=branch-12 ", in: daemon)
        for _ in 0..<2 { try await nextRound(daemon) }
        #expect(try warnings(daemon).count { $0.contains("event=certificate-changed ") } == 1)
        #expect(try await daemon.status().warnings.map(\.code) == ["certificate-changed"])
        #expect(try await daemon.done("srst", "list").output.contains("  certificate-changed\n"))
        #expect(
            try await daemon.done("status").output.contains("warning          srst branch-12: certificate-changed\n")
        )

        let fingerprint = try await identity.say("-fingerprint", "-sha256")
        #expect(try await daemon.certificate("fetch", "--fingerprint", fingerprint).code == 0)
        #expect(try await daemon.status().warnings.isEmpty)
        try await wait(for: "event=certificate-changed srst=branch-12", in: daemon, "certificate warning over")
    }

    @Test("A gateway that goes away and comes back is logged once each; an expiry comes along")
    func unreachable() async throws {
        let identity = try await GatewayIdentity(dates: ("20200101000000Z", "20200102000000Z"))
        var server: CertificateProviderServer? = try await CertificateProviderServer(identity)
        let port = try #require(server?.port)
        let daemon = try await self.daemon(port)
        let accept = ["--from-file", identity.certificatePath, "--accept-expired"]
        #expect(try await daemon.cnfctl(["srst", "certificate", "accept", "branch-12"] + accept).code == 0)
        try await wait(for: "event=certificate-expired ", in: daemon)
        server = nil
        try await wait(for: "event=gateway-unreachable ", in: daemon)
        let expiring = try await daemon.done("srst", "list", "--expiring", "30d")
        #expect(expiring.output.contains("  certificate-expired, gateway-unreachable\n"), "\(expiring.output)")
        server = try await CertificateProviderServer(identity, port: port)
        try await wait(for: "event=gateway-unreachable ", in: daemon, "certificate warning over")
        #expect(try warnings(daemon).count { $0.contains("event=certificate-expired ") } == 1)
        #expect(server != nil)
    }

    @Test("A daemon that is told to stop gives up a look under way")
    func stopping() async throws {
        let silent = try OddServer(.silence)
        var settings = Self.often
        settings.drainTimeout = 0
        let daemon = try await self.daemon(silent.port, settings)
        try await silent.connection()
        _ = try daemon.served()
        daemon.terminate()
        #expect(try await daemon.stopped() == .exited(code: 0))
        #expect(try daemon.log().contains("certificates not checked") == false)
    }

    @Test("It says whom it is about to ask, how often, and how not to")
    func announced() async throws {
        let server = try await CertificateProviderServer(GatewayIdentity())
        var settings = Self.often
        settings.certificateCheckInterval = "6h"
        let daemon = try await self.daemon(server.port, settings)
        try await daemon.restart()
        let text = "text=To ask none, start cnfd with --certificate-check-interval never."
        let event = "[Daemon] gateways are asked for their certificates"
        try await daemon.logged("notice cnfd: gateways=1 interval=6h \(text) \(event)")
    }

    @Test("never asks nobody; what is no length of time is refused")
    func interval() async throws {
        for never in ["never", "0"] {
            let silent = try OddServer(.silence)
            var settings = Self.often
            settings.certificateCheckInterval = never
            let daemon = try await self.daemon(silent.port, settings)
            try await daemon.restart()
            try await daemon.logged("interval=never [Daemon] gateways are not asked for their certificates")
            let report: ObjectReport = try await daemon.done("srst", "show", "branch-12", "--json").json()
            #expect(report.details["gateway-asked"]?.text == nil)
        }
        let refused = try await Command.run(Programs.cnfd, ["--certificate-check-interval", "6"])
        #expect(refused.code == 64)
        #expect(refused.error.contains("--certificate-check-interval is \"6\"; write it like 30d"), "\(refused.error)")
        let list = try await Command.run(Programs.cnfctl, ["srst", "list", "--expiring", "soon"])
        #expect(list.code == 2)
        #expect(list.error.contains("\"soon\" is no length of time"), "\(list.error)")
    }
}
