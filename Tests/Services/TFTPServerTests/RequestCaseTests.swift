import TFTPServer
import Testing

/// The REQ cases of tftp-conformance.md against a running server.
@Suite("Requests to a server")
struct RequestCaseTests {
    private let server: TestServer
    private let client: TestClient

    init() throws {
        server = try TestServer(["file": pattern(700), "a b ": pattern(5)])
        client = server.client()
    }

    /// Whether the server still serves.
    private func serves() -> Bool { server.client().download("file").bytes == pattern(700) }

    @Test("REQ-01, TID-01: a plain RRQ is answered with DATA 1 from another port than the one that was asked")
    func plain() throws {
        client.request("file")
        let first = try #require(client.receive())
        #expect(first.opcode == 3)
        #expect(first.number == 1)
        #expect(first.data == Array(pattern(700).prefix(512)))
        #expect(first.port != server.port)
    }

    @Test("REQ-02: the mode may be spelt in any case")
    func modeSpelling() {
        #expect(client.download("file", mode: "OcTeT").bytes == pattern(700))
    }

    @Test("REQ-04, REQ-05: an unknown mode and mail are ERROR 4", arguments: ["binary", "mail", "MAIL", ""])
    func otherModes(mode: String) throws {
        client.request("file", mode: mode)
        let answer = try #require(client.receive())
        #expect(answer.opcode == 5)
        #expect(answer.number == 4)
    }

    @Test(
        "REQ-06, REQ-07, REQ-08: an unterminated or missing mode is ERROR 4, never DATA",
        arguments: ["file\u{0}octet", "file", "file\u{0}", ""]
    )
    func unterminated(rest: String) throws {
        client.send([0, 1] + Array(rest.utf8))
        let answer = try #require(client.receive())
        #expect(answer.opcode == 5)
        #expect(answer.number == 4)
    }

    @Test("REQ-09: an empty name is an ERROR")
    func emptyName() throws {
        client.request("")
        #expect(try #require(client.receive()).opcode == 5)
    }

    @Test("REQ-10, REQ-11: runts and unknown opcodes are dropped, and the server goes on")
    func runts() {
        for packet: [UInt8] in [
            [], [0], [0, 0], [0, 0, 0], [0, 7], [0, 99, 1, 2], [1, 0, 0, 0], [0, 4], [0, 4, 0],
        ] {
            client.send(packet)
        }
        #expect(server.counts(.malformed, 9))
        server.settle()
        #expect(client.hasNothing)
        #expect(serves())
    }

    @Test("REQ-12: an ERROR to the listening port is never answered")
    func errors() {
        for packet: [UInt8] in [
            [0, 5], [0, 5, 0, 1], [0, 5, 0, 4] + Array("text\u{0}".utf8), [0, 5, 255, 255, 255],
        ] {
            client.send(packet)
        }
        server.settle()
        #expect(client.hasNothing)
    }

    @Test("REQ-13: stray ACK, DATA and OACK to the listening port are dropped")
    func strays() {
        for opcode: UInt8 in [3, 4, 6] { client.send([0, opcode, 0, 1]) }
        #expect(server.counts(.malformed, 3))
        server.settle()
        #expect(client.hasNothing)
        #expect(serves())
    }

    @Test("REQ-14, REQ-15: WRQ is ERROR 2, whether the file exists or not", arguments: ["file", "new"])
    func writeRequests(name: String) throws {
        client.send([0, 2] + TestClient.request(Array(name.utf8)).dropFirst(2))
        let answer = try #require(client.receive())
        #expect(answer.opcode == 5)
        #expect(answer.number == 2)
        server.settle()
        #expect(client.hasNothing)
        #expect(serves())
    }

    @Test("REQ-16, REQ-17, REQ-18, OPT-16: a missing file is one ERROR 1 with a terminated text, options or not")
    func missing() throws {
        for options in [[], ["tsize", "0", "blksize", "1024"]] {
            client.request("missing", options)
            let answer = try #require(client.receive())
            #expect(answer.number == 1)
            #expect(answer.bytes.last == 0)
            server.settle()
            #expect(client.hasNothing)
            // Nothing is left that could send it again.
            #expect(server.server.counters.activeTransfers == 0)
        }
    }

    @Test("REQ-19: a request longer than 512 octets is understood")
    func longRequest() {
        let padding = (0..<20).flatMap { ["padding\($0)", String(repeating: "x", count: 40)] }
        #expect(client.download("file", padding).bytes == pattern(700))
    }

    @Test("REQ-20: very long names are refused", arguments: [450, 4_000, 60_000])
    func longNames(length: Int) throws {
        client.request(String(repeating: "n", count: length))
        let answer = try #require(client.receive())
        #expect(answer.opcode == 5)
        #expect(serves())
    }

    @Test("REQ-21, REQ-22: a name without value, and a value without end, are ignored")
    func brokenOptions() throws {
        for tail in ["blksize", "blksize\u{0}", "blksize\u{0}1024"] {
            let client = server.client()
            client.send(TestClient.request(Array("file".utf8)) + Array(tail.utf8))
            #expect(try #require(client.receive()).opcode == 3)
        }
    }

    @Test("REQ-23: control and other bytes in a name are refused, and not sent back")
    func strangeNames() throws {
        for name: [UInt8] in [[0x1B, 0x5B, 0x33], [0xFF, 0xFE], [0x0A, 0x0D]] {
            client.send(TestClient.request(name))
            let answer = try #require(client.receive())
            #expect(answer.number == 1)
            #expect(answer.data == Array("File not found\u{0}".utf8))
        }
    }

    @Test("REQ-24: spaces in a name count")
    func spaces() {
        #expect(client.download("a b ").bytes == pattern(5))
        #expect(client.download("a b").error == 1)
    }

    @Test("REQ-25: 200 random datagrams do no harm")
    func random() {
        for _ in 0..<200 { client.send((0..<Int.random(in: 0...600)).map { _ in UInt8.random(in: 0...255) }) }
        #expect(serves())
    }

    @Test("A client on a privileged port gets its file, but never an ERROR", .enabled(if: isRoot))
    func privilegedPorts() {
        let other = server.client(port: 1_007)
        other.request("missing")
        #expect(server.counts(.refused, 1))
        server.settle()
        #expect(other.hasNothing)
        #expect(other.download("file").bytes == pattern(700))
    }
}
