import Serving
import TFTPServer
import Testing

/// The OPT, BLK, TSZ and TMO cases of tftp-conformance.md against a running server.
@Suite("Options at a server")
struct OptionCaseTests {
    private let server: TestServer
    private let client: TestClient

    init() throws {
        server = try TestServer(["file": pattern(2_000), "empty": []])
        client = server.client()
    }

    private func offer(_ options: String..., name: String = "file") throws -> TestClient.Datagram {
        client.request(name, options)
        return try #require(client.receive())
    }

    @Test("OPT-01, OPT-07: an OACK from a transfer's port, nothing before ACK 0, then DATA 1")
    func handshake() throws {
        // A long timeout, so that no resend mixes in.
        let offer = try offer("tsize", "0", "timeout", "9")
        #expect(offer.opcode == 6)
        #expect(offer.strings == ["tsize", "2000", "timeout", "9"])
        server.settle()
        #expect(client.hasNothing)
        client.acknowledge(0, to: offer.port)
        let first = try #require(client.receive())
        #expect(first.opcode == 3)
        #expect(first.number == 1)
        #expect(first.port == offer.port)
    }

    @Test("OPT-03: unknown options alone are answered with DATA 1")
    func unknownAlone() throws {
        #expect(try offer("multicast", "", "whatever", "1").opcode == 3)
    }

    @Test("OPT-02, OPT-04, OPT-15: of known and unknown options the OACK has the known ones")
    func mixed() throws {
        var options = (0..<30).flatMap { ["unknown\($0)", "1"] }
        options += ["blksize", "600"]
        client.request("file", options)
        #expect(try #require(client.receive()).strings == ["blksize", "600"])
    }

    @Test("OPT-05, OPT-17: option names in any case come back as they were spelt")
    func spelling() throws {
        #expect(try offer("BlkSize", "600", "TSize", "0").strings == ["BlkSize", "600", "TSize", "2000"])
    }

    @Test("OPT-06: of two equal options the first counts, and DATA keeps to it")
    func duplicates() throws {
        let offer = try offer("blksize", "600", "blksize", "700")
        #expect(offer.strings == ["blksize", "600"])
        client.acknowledge(0, to: offer.port)
        #expect(try #require(client.receive()).data.count == 600)
    }

    @Test("OPT-08: without ACK 0 the OACK comes again")
    func lostAcknowledgement() throws {
        let offer = try offer("tsize", "0")
        #expect(try #require(client.receive()).bytes == offer.bytes)
    }

    @Test("OPT-09: ERROR 8 after the OACK ends the transfer silently")
    func rejected() async throws {
        let offer = try offer("blksize", "600")
        client.send([0, 5, 0, 8, 0], to: offer.port)
        let record = try #require(await server.records.wait(for: 1).first)
        #expect(record.outcome == .cancelled && record.reason == .clientCancelled)
        server.settle()
        #expect(client.hasNothing)
    }

    @Test("OPT-10: the order of options does not matter")
    func order() {
        let pairs = [["blksize", "600"], ["tsize", "0"], ["timeout", "5"], ["windowsize", "2"]]
        for shift in 0..<4 {
            let options = (0..<4).flatMap { pairs[($0 + shift) % 4] }
            let download = client.download("file", options)
            #expect(download.bytes == pattern(2_000))
            #expect(download.options.count == 8)
        }
    }

    @Test("OPT-11: a doubled ACK 0 brings DATA 1 once")
    func doubledZero() throws {
        let offer = try offer("tsize", "0", "timeout", "9")
        client.acknowledge(0, to: offer.port)
        client.acknowledge(0, to: offer.port)
        #expect(try #require(client.receive()).number == 1)
        server.settle()
        #expect(client.hasNothing)
    }

    @Test("OPT-12: an ACK other than 0 does not start the data")
    func otherAcknowledgement() throws {
        let offer = try offer("tsize", "0", "timeout", "9")
        client.acknowledge(1, to: offer.port)
        server.settle()
        #expect(client.hasNothing)
    }

    @Test("OPT-13, OPT-14: an empty value is left out, an empty name ignored")
    func empty() throws {
        #expect(try offer("blksize", "").opcode == 3)
        #expect(try offer("", "1", "tsize", "0").strings == ["tsize", "2000"])
    }

    @Test(
        "BLK-11, BLK-12, BLK-16 to BLK-19: what is no block size is left out",
        arguments: ["0", "7", "-1", "abc", "1024x", " 1024", "+1024", "0x400"]
    )
    func noBlockSize(value: String) throws {
        let answer = try offer("blksize", value)
        #expect(answer.opcode == 3)
        #expect(answer.data.count == 512)
    }

    @Test(
        "BLK-13 to BLK-15: too large a block size becomes one that the link carries",
        arguments: ["65465", "4294967296", "4294967808"]
    )
    func tooLarge(value: String) throws {
        let answer = try offer("blksize", value)
        #expect(answer.opcode == 6)
        #expect((8...65_464).contains(Int(answer.strings[1]) ?? 0))
    }

    @Test("BLK-19: a leading zero is only a digit")
    func leadingZero() throws {
        let server = try TestServer(["file": pattern(2_000)])
        let download = server.client().download("file", ["blksize", "01024"])
        #expect(download.options == ["blksize", "1024"])
        #expect(download.bytes == pattern(2_000))
    }

    @Test("TSZ-01, TSZ-02, TSZ-03, TSZ-05: tsize is the real size; what is no number is left out")
    func transferSize() throws {
        #expect(try offer("tsize", "0").strings == ["tsize", "2000"])
        #expect(try offer("tsize", "12345").strings == ["tsize", "2000"])
        #expect(try offer("tsize", "0", name: "empty").strings == ["tsize", "0"])
        for value in ["abc", "-1"] { #expect(try offer("tsize", value).opcode == 3) }
    }

    @Test("TMO-01 to TMO-03, TMO-05: a timeout is acknowledged as it is, or not at all")
    func timeouts() throws {
        for value in ["1", "5", "255"] { #expect(try offer("timeout", value).strings == ["timeout", value]) }
        for value in ["0", "256"] { #expect(try offer("timeout", value).opcode == 3) }
        #expect(try offer("utimeout", "100000").opcode == 3)
    }

    @Test("TMO-04: with timeout 2 the first resend does not come before two seconds by the server's own clock")
    func negotiatedTimeout() async throws {
        let offer = try offer("timeout", "2")
        #expect(try #require(client.receive()).bytes == offer.bytes)
        client.send([0, 5, 0, 0, 0], to: offer.port)
        let record = try #require(await server.records.wait(for: 1).first)
        #expect(record.retransmits == 1)
        #expect(record.microseconds >= 2_000_000)
    }

    @Test("A configured largest block and window are kept to")
    func configuredLimits() throws {
        let server = try TestServer(["file": pattern(2_000)]) {
            $0.maximumBlockSize = 1_000
            $0.maximumWindowSize = 2
        }
        let download = server.client().download("file", ["blksize", "1428", "windowsize", "16"])
        #expect(download.options == ["blksize", "1000", "windowsize", "2"])
        #expect(download.bytes == pattern(2_000))
    }
}
