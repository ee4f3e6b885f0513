import TFTP
import Testing

@Suite("Requests")
struct RequestParsingTests {
    @Test("REQ-01: a plain RRQ is name and mode, without options")
    func plain() throws {
        let packet = request("SEP001122334455.cnf.xml", "octet")
        let parsed = try #require(readRequest(packet))
        #expect(packet[parsed.fileName].elementsEqual("SEP001122334455.cnf.xml".utf8))
        #expect(parsed.mode == .octet)
        #expect(parsed.options.count == 0)
    }

    @Test("REQ-02, REQ-03: the mode may be spelt in any case", arguments: ["OcTeT", "NETASCII", "Mail"])
    func modes(spelling: String) throws {
        let parsed = try #require(readRequest(request("f", spelling)))
        #expect(parsed.mode.rawValue == spelling.lowercased())
    }

    @Test(
        "REQ-04, REQ-06, REQ-07, REQ-08: a mode that is unknown, unterminated or missing makes the request malformed",
        arguments: [
            [UInt8]("\0\u{1}f\0binary\0".utf8), [UInt8]("\0\u{1}f\0octet".utf8), [UInt8]("\0\u{1}f".utf8),
            [UInt8]("\0\u{1}f\0".utf8), [UInt8]("\0\u{1}".utf8), [UInt8]("\0\u{1}f\0\0".utf8),
        ]
    )
    func malformedRequests(packet: [UInt8]) {
        guard case .readRequest = ClientPacket(packet.span) else {
            Issue.record("no request at all: \(packet)")
            return
        }
        #expect(readRequest(packet) == nil)
    }

    @Test("REQ-09: an empty name is passed on, to be refused as a name")
    func emptyName() throws {
        let parsed = try #require(readRequest(request("", "octet")))
        #expect(parsed.fileName.isEmpty)
    }

    @Test("REQ-10, REQ-11: runts and unknown opcodes are malformed")
    func malformedDatagrams() {
        let packets: [[UInt8]] = [[], [0], [0, 0], [0, 7], [0, 99], [1, 0], [0, 4], [0, 4, 0], [255, 255, 1, 2]]
        for packet in packets {
            guard case .malformed = ClientPacket(packet.span) else {
                Issue.record("understood \(packet)")
                continue
            }
        }
    }

    @Test("REQ-12: an ERROR is an ERROR, however short")
    func errors() {
        for packet: [UInt8] in [[0, 5], [0, 5, 0], [0, 5, 0, 1, 65, 0]] {
            guard case .error = ClientPacket(packet.span) else {
                Issue.record("not an ERROR: \(packet)")
                continue
            }
        }
    }

    @Test("XFR-18: octets after an ACK are ignored")
    func trailingOctets() {
        guard case .acknowledgement(let block) = ClientPacket(([0, 4, 1, 2, 9, 9] as [UInt8]).span) else {
            Issue.record("not an ACK")
            return
        }
        #expect(block == 0x0102)
    }

    @Test("REQ-19, OPT-15: any number of unknown options is passed over, beyond 512 octets too")
    func unknownOptions() throws {
        var fields = ["f", "octet"]
        for number in 0..<30 { fields += ["option\(number)", String(repeating: "x", count: 30)] }
        fields += ["tsize", "0"]
        let parsed = try #require(readRequest(request(fields)))
        #expect(parsed.options.count == 1)
    }

    @Test("REQ-21, REQ-22, OPT-14: an option without value, or not terminated, or without name is ignored")
    func brokenOptions() throws {
        let withoutValue = request("f", "octet") + Array("blksize\0".utf8)
        let unterminated = request("f", "octet") + Array("blksize\u{0}1024".utf8)
        let nameless = request(["f", "octet", "", "", "", "5"])
        for packet in [withoutValue, unterminated, nameless] {
            #expect(try #require(readRequest(packet)).options.count == 0)
        }
    }

    @Test("Random datagrams of any length are understood or refused, never a trap")
    func randomDatagrams() {
        var random = SeededGenerator(seed: 1)
        var reads = 0
        for _ in 0..<20_000 {
            var packet = (0..<Int.random(in: 0...80, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            if packet.count > 2 && Bool.random(using: &random) {
                packet[0] = 0
                packet[1] = UInt8.random(in: 0...7, using: &random)
                for index in 2..<packet.count where Bool.random(using: &random) {
                    packet[index] = [0, 0x30, 0x6F, 0x74].randomElement(using: &random) ?? 0
                }
            }
            if readRequest(packet) != nil { reads += 1 }
        }
        #expect(reads < 20_000)
    }
}
