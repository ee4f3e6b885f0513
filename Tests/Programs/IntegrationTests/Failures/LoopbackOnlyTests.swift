import Documents
import TestSupport
import Testing

@Suite("Nothing that a test starts sends a packet to another machine", .timeLimit(.patience))
struct LoopbackOnlyTests {
    /// Whether an attempt to leave was written down while `body` ran, in these words.
    private func attempts(_ text: String, _ body: () async throws -> Void) async throws {
        try await withKnownIssue {
            try await body()
        } matching: { issue in
            issue.comments.contains { $0.rawValue.contains("another machine:\n\(text)\n") }
        }
    }

    @Test("A connection, a datagram and the look-up of a name fail, and fail the test")
    func programs() async throws {
        try await attempts("bash connect 192.0.2.1:9") {
            _ = try await Command.run("/bin/bash", ["-c", "exec 3<>/dev/udp/192.0.2.1/9"])
        }
        try await attempts("curl connect 198.51.100.1:80") {
            _ = try await Command.run("/usr/bin/env", ["curl", "--silent", "http://198.51.100.1/"])
        }
        try await attempts("getent look-up gw.example.net") {
            _ = try await Command.run("/usr/bin/env", ["getent", "ahosts", "gw.example.net"])
        }
    }

    @Test("The guard sees what cnfd asks: the provider of a gateway elsewhere")
    func daemon() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.done("srst", "update", "branch-12", "--sccp", "192.0.2.12", "--sip", "192.0.2.12")
        let fetched = try await daemon.certificate("fetch", "--json")
        #expect(try fetched.problems().map(\.code) == ["provider-unreachable"])
        daemon.terminate()
        try await attempts("cnfd connect 192.0.2.12:2445") { _ = try await daemon.stopped() }
    }

    @Test("The machine itself can be reached, by number and by name")
    func loopback() async throws {
        let server = try OddServer(.greeting("hello\n"))
        for host in ["127.0.0.1", "localhost"] {
            let script = "exec 3<>/dev/tcp/\(host)/\(server.port); read -r line <&3; echo $line"
            #expect(try await Command.run("/bin/bash", ["-c", script]).output == "hello\n")
        }
    }
}
