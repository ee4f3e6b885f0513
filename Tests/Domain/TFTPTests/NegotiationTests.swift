import TFTP
import Testing

@Suite("Option negotiation")
struct NegotiationTests {
    private func oack(_ options: NegotiatedOptions) -> String {
        String(decoding: ServerPacket.optionAcknowledgement(options).bytes.dropFirst(2), as: UTF8.self)
    }

    @Test("OPT-02, OPT-10: the OACK lists what was asked for, in the order of the request")
    func order() {
        #expect(oack(negotiate("tsize", "0", "blksize", "1024")) == "tsize\u{0}1000\u{0}blksize\u{0}1024\u{0}")
        #expect(oack(negotiate("blksize", "1024", "tsize", "0")) == "blksize\u{0}1024\u{0}tsize\u{0}1000\u{0}")
        let all = negotiate("windowsize", "4", "timeout", "3", "tsize", "0", "blksize", "8")
        #expect(oack(all) == "windowsize\u{0}4\u{0}timeout\u{0}3\u{0}tsize\u{0}1000\u{0}blksize\u{0}8\u{0}")
    }

    @Test("OPT-01: an OACK begins with opcode 6")
    func opcode() {
        #expect(ServerPacket.optionAcknowledgement(negotiate("tsize", "0")).bytes.prefix(2) == [0, 6])
    }

    @Test("OPT-03, OPT-04: unknown options are left out")
    func unknown() {
        #expect(negotiate("multicast", "", "utimeout", "5").count == 0)
        #expect(oack(negotiate("multicast", "", "blksize", "512")) == "blksize\u{0}512\u{0}")
    }

    @Test("OPT-05, OPT-17: names are known in any case and come back as the client spelt them")
    func spelling() {
        #expect(oack(negotiate("BlkSize", "600", "TSIZE", "0")) == "BlkSize\u{0}600\u{0}TSIZE\u{0}1000\u{0}")
    }

    @Test("OPT-06: the first of several equal options wins and is listed once")
    func duplicates() {
        let agreed = negotiate("blksize", "1024", "BLKSIZE", "8", "blksize", "2048")
        #expect(oack(agreed) == "blksize\u{0}1024\u{0}")
        #expect(agreed.blockSize == 1_024)
        #expect(negotiate("blksize", "abc", "blksize", "1024").count == 0)
    }

    @Test(
        "BLK-01 to BLK-06: a block size in its range is taken as it is",
        arguments: [8, 512, 1_428, 1_468, 8_192, 65_464]
    )
    func blockSizes(size: Int) {
        #expect(negotiate("blksize", String(size)).blockSize == size)
    }

    @Test(
        "BLK-11, BLK-12, BLK-16, BLK-17, BLK-18, OPT-13: a block size that is none is left out",
        arguments: ["0", "7", "-1", "abc", "1024x", ""]
    )
    func noBlockSizes(value: String) {
        let agreed = negotiate("blksize", value)
        #expect(agreed.count == 0)
        #expect(agreed.blockSize == 512)
    }

    @Test(
        "BLK-13, BLK-14, BLK-15: a block size too large becomes the largest",
        arguments: ["65465", "4294967296", "4294967808", "99999999999999999999999999"]
    )
    func tooLarge(value: String) {
        #expect(negotiate("blksize", value).blockSize == 65_464)
        #expect(negotiate("blksize", value, maximumBlockSize: 1_468).blockSize == 1_468)
    }

    @Test(
        "BLK-19: only digits are a number; leading zeros do no harm",
        arguments: [" 1024", "+1024", "0x400", "1024 "]
    )
    func spellings(value: String) {
        #expect(negotiate("blksize", value).count == 0)
        #expect(oack(negotiate("blksize", "01024")) == "blksize\u{0}1024\u{0}")
    }

    @Test("TSZ-01, TSZ-02, TSZ-03, TSZ-04: tsize is the real size whatever was sent")
    func transferSize() {
        #expect(oack(negotiate("tsize", "0", length: 7)) == "tsize\u{0}7\u{0}")
        #expect(oack(negotiate("tsize", "4711", length: 7)) == "tsize\u{0}7\u{0}")
        #expect(oack(negotiate("tsize", "0", length: 0)) == "tsize\u{0}0\u{0}")
        #expect(oack(negotiate("tsize", "0", length: 5_000_000_000)) == "tsize\u{0}5000000000\u{0}")
    }

    @Test("TSZ-05: a tsize that is no number is left out", arguments: ["abc", "-1", ""])
    func noTransferSize(value: String) {
        #expect(negotiate("tsize", value).count == 0)
    }

    @Test("TMO-01, TMO-02, TMO-03: a timeout is taken as it is or left")
    func timeouts() {
        for seconds in [1, 5, 255] { #expect(negotiate("timeout", String(seconds)).timeoutSeconds == seconds) }
        for value in ["0", "256", "abc", "99999999999999999999"] { #expect(negotiate("timeout", value).count == 0) }
    }

    @Test("TMO-05: utimeout is unknown")
    func microsecondTimeout() {
        #expect(negotiate("utimeout", "100000").count == 0)
    }

    @Test("WIN-01, WIN-06, WIN-07, WIN-08: a window is taken, reduced to the largest, or left out")
    func windows() {
        #expect(negotiate("windowsize", "4").windowSize == 4)
        for value in ["65535", "65536", "100000"] { #expect(negotiate("windowsize", value).windowSize == 64) }
        for value in ["0", "-1", "abc", ""] { #expect(negotiate("windowsize", value).count == 0) }
    }

    @Test("The longest OACK there can be fits its buffer")
    func longest() {
        let all = negotiate(
            "WINDOWSIZE",
            "65535",
            "TIMEOUT",
            "255",
            "TSIZE",
            "0",
            "BLKSIZE",
            "65464",
            length: .max,
            maximumWindowSize: 65_535
        )
        let packet = ServerPacket.optionAcknowledgement(all)
        #expect(!packet.isTruncated)
        #expect(packet.count < ServerPacket.capacity)
    }

    @Test("REQ-17: an ERROR ends with a NUL")
    func errorPacket() {
        let packet = ServerPacket.error(.fileNotFound, "File not found")
        #expect(packet.bytes == [0, 5, 0, 1] + Array("File not found\u{0}".utf8))
    }

    @Test("A text too long is cut, and the packet says so")
    func truncated() {
        let packet = ServerPacket.error(.undefined, String(repeating: "x", count: 300))
        #expect(packet.isTruncated)
        #expect(packet.count == ServerPacket.capacity)
    }
}
