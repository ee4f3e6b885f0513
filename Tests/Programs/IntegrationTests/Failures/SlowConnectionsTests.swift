import TestSupport
import Testing

@Suite("A05: connections to the control socket that keep cnfd waiting", .timeLimit(.patience))
struct SlowConnectionsTests {
    @Test(
        "Those that send nothing, half a head or a body in drops end, the last with a sentence; a long answer goes on"
    )
    func slow() async throws {
        let daemon = try await RunningDaemon.withSite()
        let silent = try ControlConnection(daemon.socket)
        let half = try ControlConnection(daemon.socket)
        half.send("POST /v1/status/show HTTP/1.1\r\nHost: cn")
        let dripping = try ControlConnection(daemon.socket)
        dripping.request("status/show", length: 1_000, body: "{")
        for _ in 0..<900 where !dripping.isEnded {
            dripping.send(" ")
            try await Task.sleep(for: .milliseconds(500))
            dripping.take()
        }
        try await silent.ended()
        try await half.ended()
        #expect(silent.received.isEmpty && half.received.isEmpty)
        #expect(dripping.isEnded)
        #expect(dripping.text.hasPrefix("HTTP/1.1 503 "))
        #expect(dripping.text.contains("request-too-slow"))
        #expect(try await daemon.cnfctl("status").code == 0)
    }

    @Test("P05: half a request, an idle connection and one whose answer nobody takes hold up no stop")
    func stopping() async throws {
        let daemon = try await RunningDaemon.withSite()
        let half = try ControlConnection(daemon.socket)
        half.request("status/show", length: 1_000, body: "{")
        let idle = try ControlConnection(daemon.socket)
        #expect(try await daemon.cnfctl("status").code == 0)
        daemon.terminate()
        #expect(try await daemon.stopped() == .exited(code: 0))
        try await half.ended()
        try await idle.ended()
        #expect(half.text.hasPrefix("HTTP/1.1 503 ") && half.text.contains("abandoned"))
    }
}
