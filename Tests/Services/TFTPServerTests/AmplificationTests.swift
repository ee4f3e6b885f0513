import TFTPServer
import TestSupport
import Testing

/// What a forged request makes the server send to the address it names; docs/tftp.md has the same numbers.
@Suite("Amplification", .timeLimit(.patience))
struct AmplificationTests {
    private static let name = "SEP001122334455.cnf.xml"

    /// A request, and what a client that never answers gets for it, in octets of TFTP.
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var name = AmplificationTests.name
        var options: [String] = []
        /// How often the request is sent.
        var requests = 1
        var requestBytes: Int
        var packets: Int
        var packetBytes: Int
    }

    @Test(
        "Amplification: a silent client gets a bounded number of packets, however often it asks",
        arguments: [
            Case(testDescription: "DATA 1", requestBytes: 32, packets: 3, packetBytes: 516),
            Case(
                testDescription: "an OACK",
                options: ["blksize", "1428", "tsize", "0"],
                requestBytes: 53,
                packets: 3,
                packetBytes: 26
            ),
            Case(
                testDescription: "a missing file",
                name: "CTLSEP001122334455.tlv",
                requestBytes: 31,
                packets: 1,
                packetBytes: 19
            ),
            Case(testDescription: "a repeated request", requests: 100, requestBytes: 32, packets: 7, packetBytes: 516),
        ]
    )
    func silentClient(_ example: Case) async throws {
        let server = try TestServer([Self.name: pattern(8_192)])
        let client = server.client()
        let request = TestClient.request(Array(example.name.utf8), example.options)
        #expect(request.count == example.requestBytes)
        for _ in 0..<example.requests { client.send(request) }
        // Its end: nothing is left that could send more.
        #expect(await server.records.wait(for: 1).count == 1)
        server.settle()
        let packets = client.receiveAll()
        #expect(packets.count == example.packets)
        #expect(packets.allSatisfy { $0.bytes.count == example.packetBytes })
        #expect(server.server.counters.activeTransfers == 0)
    }
}
