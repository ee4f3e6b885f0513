import AdminAPI
import ArgumentParser
import ClusterModel
import Documents
import Testing

@testable import Simulation
@testable import SimulationCommands

@Suite("cnfsim boot-storm")
struct CommandTests {
    private func settings(_ arguments: String...) throws -> BootStormSettings {
        try BootStormCommand.parse(arguments).settings()
    }

    @Test("A server that is not loopback is refused, unless told otherwise")
    func guardedServer() throws {
        #expect(throws: (any Error).self) { try settings("--phones", "1", "--server", "192.0.2.1:69") }
        #expect(throws: (any Error).self) { try settings("--phones", "1", "--server", "0.0.0.0:69") }
        let forced = try settings("--phones", "1", "--server", "192.0.2.1:69", "--yes-load-this-host")
        #expect(forced.server.description == "192.0.2.1:69")
        #expect(try settings("--phones", "1", "--server", "[::1]:69").server.isLoopback)
    }

    @Test("Phones have consecutive addresses from the first on")
    func consecutive() throws {
        let phones = try settings("--phones", "3", "--server", "127.0.0.1:69", "--first-mac", "00:11:22:33:44:FF")
            .phones
        #expect(phones.map(\.description) == ["SEP0011223344FF", "SEP001122334500", "SEP001122334501"])
    }

    @Test("Addresses that no phone has are refused")
    func exhausted() {
        for first in ["FEFFFFFFFFFF", "0011", "010000000000"] {
            #expect(throws: (any Error).self) {
                try settings("--phones", "2", "--server", "127.0.0.1:69", "--first-mac", first)
            }
        }
    }

    @Test("A list of names may hold comments and any spelling; every bad line is told")
    func names() throws {
        let good = try PhoneNames.parse("# ours\nSEP001122334455\r\n\n  00:11:22:33:44:56 \n", object: "file x")
        #expect(good.map(\.description) == ["SEP001122334455", "SEP001122334456"])
        do {
            _ = try PhoneNames.parse("SEP001122334455\nnonsense\n../etc\n", object: "file x")
            Issue.record("nothing was refused")
        } catch {
            #expect(error.all.map(\.line) == [2, 3])
        }
    }

    @Test("Loss is a fraction or a percentage", arguments: [("0.05", 0.05), ("5%", 0.05), ("0", 0)])
    func loss(text: String, value: Double) throws {
        #expect(try settings("--phones", "1", "--server", "127.0.0.1:69", "--loss", text).loss == value)
    }

    @Test("What cannot be is refused")
    func refused() {
        let calls: [[String]] = [
            ["--server", "127.0.0.1:69"], ["--phones", "0", "--server", "127.0.0.1:69"],
            ["--phones", "1", "--server", "nowhere"], ["--phones", "1", "--server", "127.0.0.1:69", "--loss", "5"],
            ["--phones", "1", "--server", "127.0.0.1:69", "--loss", "-1%"],
            ["--phones", "1", "--server", "127.0.0.1:69", "--rate", "0"],
            ["--phones", "1", "--server", "127.0.0.1:69", "--names", "x", "--first-mac", "001122334455"],
            ["--phones", "9999999", "--server", "127.0.0.1:69"],
        ]
        for call in calls { #expect(throws: (any Error).self, "\(call)") { try BootStormCommand.parse(call) } }
    }

    @Test("A summary says in words what failed")
    func summaryText() {
        var summary = BootStormSummary()
        summary.phones = 12
        summary.completed = 10
        summary.failed = 2
        summary.failures = ["timed-out": 1, "refused": 1]
        summary.boot = DurationSummary(p50: 1, p99: 20.05, max: 1_234.567)
        let text = SummaryText.lines(summary)
        #expect(text.contains("failed                 2  1 refused, 1 timed-out"))
        #expect(text.contains("1.000     20.050   1234.567"))
    }
}
