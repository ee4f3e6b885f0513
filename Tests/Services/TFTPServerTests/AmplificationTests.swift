import Serving
import TFTPServer
import TestSupport
import Testing

/// What a forged request makes the server send to the address it names; docs/tftp.md has the same numbers.
@Suite("Amplification", .timeLimit(.patience))
struct AmplificationTests {
    private static let phone = "SEP001122334455.cnf.xml"

    /// A request, and what a client that never answers gets for it, in octets of TFTP.
    private struct Case {
        var name: String
        var file = AmplificationTests.phone
        var options: [String] = []
        /// How often the request is sent.
        var requests = 1
        var requestBytes: Int
        var packets: Int
        var packetBytes: Int
    }

    private static let cases = [
        Case(name: "DATA 1", requestBytes: 32, packets: 3, packetBytes: 516),
        Case(
            name: "an OACK",
            options: ["blksize", "1428", "tsize", "0"],
            requestBytes: 53,
            packets: 3,
            packetBytes: 26
        ),
        Case(name: "a missing file", file: "CTLSEP001122334455.tlv", requestBytes: 31, packets: 1, packetBytes: 19),
        Case(name: "a repeated request", requests: 100, requestBytes: 32, packets: 7, packetBytes: 516),
    ]

    /// All at once, each with a server of its own: a client that never answers is waited for half a minute.
    @Test("XFR-19, amplification: a silent client gets so many packets, however often it asks, and is given up")
    func silentClient() async throws {
        try await withThrowingTaskGroup { group in
            for example in Self.cases { group.addTask { try await Self.hold(example) } }
            try await group.waitForAll()
        }
    }

    private static func hold(_ example: Case) async throws {
        let comment = Comment(rawValue: example.name)
        let server = try TestServer([phone: pattern(8_192)])
        let client = server.client()
        let request = TestClient.request(Array(example.file.utf8), example.options)
        #expect(request.count == example.requestBytes, comment)
        for _ in 0..<example.requests { client.send(request) }
        // Its end: nothing is left that could send more.
        let record = try #require(await server.records.wait(for: 1).first)
        server.settle()
        let packets = client.receiveAll()
        #expect(packets.count == example.packets, comment)
        #expect(packets.allSatisfy { $0.bytes.count == example.packetBytes }, comment)
        #expect(server.server.counters.activeTransfers == 0, comment)
        guard example.packets > 1 else { return }
        #expect(record.outcome == .abandoned && record.reason == .timeout, comment)
        #expect(record.retransmits == example.packets - 1, comment)
    }
}
