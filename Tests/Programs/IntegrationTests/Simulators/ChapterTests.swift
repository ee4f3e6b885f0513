import Glibc
import Testing

@Suite("The chapter on one machine: cnfd, a call manager, a gateway and a phone")
struct ChapterTests {
    private static let name = "SEP001122334455"

    /// The daemon with the fixture site, the simulators, and what a phone needs to know of them.
    private struct Branch {
        let daemon: RunningDaemon
        let capf: SimulatedCAPF
        let gateway: RunningSimulator
        let callManager: RunningSimulator

        init() async throws {
            daemon = try await RunningDaemon.withSite()
            capf = try await SimulatedCAPF()
            let directory = capf.directory.path
            gateway = try .gateway(
                "branch-12",
                ["--certificate", directory + "/gw.pem", "--key", directory + "/gw.key", "--trust", capf.root]
            )
            callManager = try RunningSimulator(
                "call-manager",
                "--clear-port",
                "0",
                "--tls-port",
                "0",
                "--make-certificate",
                "cm1",
                "--key-type",
                "ec",
                "--certificate",
                directory + "/cm.pem",
                "--key",
                directory + "/cm.key",
                "--trust",
                capf.root
            )
            _ = try await gateway.port("certificate-provider")
            _ = try await callManager.port("signalling-tls")
        }

        /// Accepts a certificate for the gateway, and brings it to the phones.
        func accept(_ certificate: String) async throws {
            try await daemon.done("srst", "certificate", "accept", "branch-12", "--from-file", certificate)
            try await daemon.done("reset", "--srst", "branch-12", "--yes")
        }

        var gatewayCertificate: String { capf.directory.path + "/gw.pem" }

        /// Switches the phone on.
        func phone() async throws -> RunningSimulator {
            let identity = try await capf.issue(name)
            func map(_ from: String, _ simulator: RunningSimulator, _ service: String) async throws -> String {
                "\(from)=127.0.0.1:\(try await simulator.port(service))"
            }
            return try RunningSimulator(
                "phone",
                name,
                "--server",
                "127.0.0.1:\(daemon.port)",
                "--certificate",
                identity.certificate,
                "--key",
                identity.key,
                "--call-manager-certificate",
                capf.directory.path + "/cm.pem",
                "--time-scale",
                "0.001",
                "--map",
                try await map("cm1.tokyo.example.net:5061", callManager, "signalling-tls"),
                "--map",
                try await map("cm1.tokyo.example.net:5060", callManager, "signalling-clear"),
                "--map",
                try await map("127.0.12.1:5061", gateway, "signalling-tls"),
                "--map",
                try await map("127.0.12.1:5060", gateway, "signalling-clear")
            )
        }
    }

    private static let atCallManager = "registered at=call-manager address=cm1.tokyo.example.net:5061 protection=tls"
    private static let atClearCallManager =
        "registered at=call-manager address=cm1.tokyo.example.net:5060 protection=clear"
    private static let atGateway = "registered at=gateway address=127.0.12.1:5061 protection=tls"
    private static let atClearGateway = "registered at=gateway address=127.0.12.1:5060 protection=clear"

    @Test("T03, S03: The phone boots in its order, fails over to the gateway over TLS, and falls back")
    func secureSRST() async throws {
        let branch = try await Branch()
        try await branch.accept(branch.gatewayCertificate)
        let phone = try await branch.phone()
        try await phone.line(beginning: Self.atCallManager)
        let boot = try phone.lines().prefix(5)
        let missing = ["CTL\(Self.name).tlv", "ITL\(Self.name).tlv", "ITLFile.tlv"].map { "missing file=\($0)" }
        let order = ["booting"] + missing
        #expect(Array(boot.prefix(4)) == order)
        #expect(boot.last?.hasPrefix("fetched file=\(Self.name).cnf.xml bytes=") == true)

        branch.callManager.signal(SIGUSR1)
        try await phone.line(beginning: Self.atGateway)
        try await branch.gateway.line(beginning: "registered phone=\(Self.name) service=signalling-tls ")
        branch.callManager.signal(SIGUSR2)
        try await phone.line(beginning: "falling-back at=gateway")
        try await phone.line(beginning: Self.atCallManager, count: 2)
        #expect(try await phone.end() == .exited(code: 0))
    }

    @Test("S03, S09: The phone trusts the certificate of its file alone; without one it goes in the clear")
    func exactTrust() async throws {
        let branch = try await Branch()
        try await branch.accept(Fixture.certificate("branch-12.pem"))
        branch.callManager.signal(SIGUSR1)
        try await branch.callManager.line(beginning: "power state=off")
        let phone = try await branch.phone()
        let refusal = try await phone.line(beginning: "not-registered at=gateway address=127.0.12.1:5061")
        #expect(refusal.hasSuffix(#"reason="certificate refused: it is not the one that is trusted""#))
        #expect(try !phone.lines().contains { $0.hasPrefix("registered") })

        try await branch.daemon.done("srst", "update", "branch-12", "--secure", "false", "--yes")
        try await branch.daemon.done("reset", "--srst", "branch-12", "--yes")
        phone.signal(SIGHUP)
        try await phone.line(beginning: Self.atClearGateway)
    }

    @Test("S11, S07: After the change to non-secure the phone stays until the gateway is powered off")
    func held() async throws {
        let branch = try await Branch()
        try await branch.accept(branch.gatewayCertificate)
        let phone = try await branch.phone()
        try await phone.line(beginning: Self.atCallManager)
        branch.callManager.signal(SIGUSR1)
        try await phone.line(beginning: Self.atGateway)
        try await branch.daemon.done("cluster", "set-mode", "non-secure", "--yes")
        try await branch.daemon.done("reset", "--all", "--yes")
        branch.callManager.signal(SIGUSR2)
        try await phone.line(beginning: "held at=gateway")
        // A reset fetches the same file once more, and changes nothing.
        phone.signal(SIGHUP)
        try await phone.line(beginning: "configured call-managers=clear", count: 2)
        #expect(try !phone.lines().contains { $0.hasPrefix(Self.atClearCallManager) })

        branch.gateway.signal(SIGUSR1)
        try await phone.line(beginning: Self.atClearCallManager)
        branch.gateway.signal(SIGUSR2)
        try await branch.gateway.line(beginning: "power state=on")
        branch.callManager.signal(SIGUSR1)
        try await phone.line(beginning: Self.atClearGateway)
        branch.callManager.signal(SIGUSR2)
        try await phone.line(beginning: Self.atClearCallManager, count: 2)
    }

    @Test("A script learns from the exit code whether a phone got there")
    func goals() async throws {
        let daemon = try await RunningDaemon.withSite()
        let late = try await Command.run(
            Programs.cnfsim,
            ["phone", Self.name, "--server", "127.0.0.1:\(daemon.port)", "--until", "registered", "--timeout", "1"]
        )
        #expect(late.code == 8 && late.error.contains("did not reach registered in time"))
        #expect(late.output.contains("the phone has no certificate; give it one with --certificate and --key"))
        let callManager = try RunningSimulator("call-manager", "--clear-port", "0", "--tls-port", "0")
        let port = try await callManager.port("signalling-clear")
        try await daemon.done("cluster", "set-mode", "non-secure", "--yes")
        try await daemon.done("reset", "--all", "--yes")
        let there = try await Command.run(
            Programs.cnfsim,
            [
                "phone", Self.name, "--server", "127.0.0.1:\(daemon.port)", "--until", "registered", "--timeout", "600",
                "--map", "cm1.tokyo.example.net:5060=127.0.0.1:\(port)", "--json",
            ]
        )
        #expect(there.code == 0)
        #expect(there.output.contains(#""event":"registered""#))
    }
}
