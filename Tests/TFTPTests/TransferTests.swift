import TFTP
import Testing

/// A transfer driven by hand; time stands still unless a test moves it, and there is no jitter.
private struct Scene {
    var transfer: Transfer
    var now: UInt64 = 1_000_000

    init(length: Int, _ options: String...) { self.init(length: length, options) }

    init(length: Int, _ options: [String]) {
        var agreed = NegotiatedOptions()
        if let parsed = readRequest(request(["f", "octet"] + options)) {
            let limits = OptionLimits(maximumBlockSize: 65_464, maximumWindowSize: 65_535)
            agreed = NegotiatedOptions(parsed.options, limits: limits, length: length)
        }
        transfer = Transfer(options: agreed, length: length)
    }

    mutating func begin() -> TransferAction { transfer.begin(now: now, jitter: 0) }
    mutating func acknowledge(_ block: UInt16) -> TransferAction {
        transfer.acknowledgementArrived(block, now: now, jitter: 0)
    }
    mutating func timeout() -> TransferAction { transfer.timerFired(now: now, jitter: 0) }
}

extension TransferAction {
    fileprivate var blocks: ClosedRange<UInt64>? {
        guard case .sendBlocks(let blocks, _) = self else { return nil }
        return blocks
    }

    fileprivate var isSending: Bool {
        switch self {
        case .sendBlocks, .sendOptions: true
        case .wait, .linger, .finish: false
        }
    }

    fileprivate var timer: UInt64? {
        switch self {
        case .sendBlocks(_, let timer), .sendOptions(let timer), .linger(let timer): timer
        case .wait, .finish: nil
        }
    }
}

@Suite("Transfers")
struct TransferTests {
    @Test("XFR-02 to XFR-05: the number of blocks is size / 512 + 1", arguments: [0, 1, 511, 512, 513, 1_024, 100_000])
    func blockCount(length: Int) {
        #expect(Scene(length: length).transfer.lastBlock == UInt64(length / 512 + 1))
    }

    @Test("XFR-06: a multiple of the negotiated block size ends with an empty block")
    func exactMultiple() {
        #expect(Scene(length: 2_048, "blksize", "1024").transfer.lastBlock == 3)
    }

    @Test("RFC 9040: what is known of the client's network shortens the first wait, within bounds, and never the last")
    func knownNetwork() {
        var scene = Scene(length: 5_000)
        #expect(scene.transfer.firstWait == 1_000_000)
        scene.transfer.expect(within: 150_000)
        #expect(scene.transfer.firstWait == 150_000)
        #expect(scene.begin().timer == 150_000)
        #expect(scene.timeout().timer == 300_000)
        #expect(scene.transfer.firstWait == nil)
        // The client may be one that is slow to begin.
        #expect(scene.timeout().timer == 4_000_000)
        #expect(scene.timeout() == .finish(.abandoned))
        for (expected, wait) in [(1_000, 100_000), (5_000_000, 1_000_000)] as [(UInt64, UInt64)] {
            var other = Scene(length: 5_000)
            other.transfer.expect(within: expected)
            #expect(other.begin().timer == wait)
        }
    }

    @Test("RFC 2349: an interval that the client asked for is not shortened by what its network is known for")
    func negotiatedInterval() {
        var scene = Scene(length: 5_000, "timeout", "3")
        scene.transfer.expect(within: 150_000)
        #expect(scene.begin().timer == 3_000_000)
        #expect(scene.transfer.firstWait == nil)
    }

    @Test("REQ-01: without options the answer is DATA 1, and every ACK brings the next block")
    func lockStep() {
        var scene = Scene(length: 1_200)
        #expect(scene.begin() == .sendBlocks(1...1, timer: 1_000_000))
        #expect(scene.acknowledge(1).blocks == 2...2)
        #expect(scene.acknowledge(2).blocks == 3...3)
        #expect(scene.acknowledge(3) == .finish(.fetched))
        #expect(scene.transfer.blocksSent == 3)
        #expect(scene.transfer.packetsResent == 0)
    }

    @Test("OPT-07, OPT-12: after an OACK only ACK 0 starts the data")
    func offering() {
        var scene = Scene(length: 1_200, "tsize", "0")
        #expect(scene.begin() == .sendOptions(timer: 1_000_000))
        #expect(scene.acknowledge(1) == .wait)
        #expect(scene.acknowledge(0).blocks == 1...1)
    }

    @Test("OPT-08: an OACK that is not answered is sent again")
    func lostOptions() {
        var scene = Scene(length: 1_200, "tsize", "0")
        _ = scene.begin()
        #expect(scene.timeout() == .sendOptions(timer: 2_000_000))
        #expect(scene.transfer.packetsResent == 1)
    }

    @Test("OPT-11, XFR-10: a repeated ACK 0 and a stale one are ignored")
    func staleZero() {
        var options = Scene(length: 1_200, "tsize", "0")
        _ = options.begin()
        _ = options.acknowledge(0)
        #expect(options.acknowledge(0) == .wait)
        var plain = Scene(length: 1_200)
        _ = plain.begin()
        #expect(plain.acknowledge(0) == .wait)
    }

    @Test("XFR-07, WIN-11: an ACK for a block not yet sent is ignored")
    func acknowledgedEarly() {
        var scene = Scene(length: 100_000, "windowsize", "4")
        _ = scene.begin()
        _ = scene.acknowledge(0)
        #expect(scene.acknowledge(5) == .wait)
        #expect(scene.acknowledge(40_000) == .wait)
    }

    @Test("XFR-08, XFR-09, WIN-10: no repeated ACK ever causes DATA (Sorcerer's Apprentice)", arguments: [1, 8])
    func sorcerersApprentice(window: Int) {
        var scene = Scene(length: 50_000, "windowsize", String(window))
        _ = scene.begin()
        var next = scene.acknowledge(0).blocks
        while let blocks = next {
            let last = UInt16(blocks.upperBound)
            let action = scene.acknowledge(last)
            for _ in 0..<3 { #expect(scene.acknowledge(last) == .wait) }
            next = action.blocks
        }
        #expect(scene.transfer.blocksSent == 50_000 / 512 + 1)
    }

    @Test("XFR-11, XFR-13: an unacknowledged block is sent again; its ACK brings the next")
    func resend() {
        var scene = Scene(length: 1_200)
        _ = scene.begin()
        #expect(scene.timeout().blocks == 1...1)
        #expect(scene.transfer.packetsResent == 1)
        #expect(scene.acknowledge(1).blocks == 2...2)
    }

    @Test("Before the first ACK there are two resends, then the transfer is given up")
    func amplification() {
        var scene = Scene(length: 1_200)
        #expect(scene.begin().timer == 1_000_000)
        #expect(scene.timeout().timer == 2_000_000)
        #expect(scene.timeout().timer == 4_000_000)
        #expect(scene.timeout() == .finish(.abandoned))
        #expect(scene.transfer.blocksSent == 3)
    }

    @Test("XFR-12, XFR-19: intervals after the first ACK adapt, double, never shrink, and end")
    func backOff() {
        var scene = Scene(length: 5_000)
        _ = scene.begin()
        scene.now += 100
        let first = scene.acknowledge(1)
        #expect(first.timer == 50_000)
        var intervals: [UInt64] = []
        var action = scene.timeout()
        while let timer = action.timer {
            intervals.append(timer)
            action = scene.timeout()
        }
        #expect(intervals == [100_000, 200_000, 400_000, 800_000, 1_600_000, 3_200_000])
        #expect(action == .finish(.abandoned))
    }

    @Test("XFR-12: the adaptive interval follows a slow link")
    func slowLink() throws {
        var scene = Scene(length: 50_000)
        _ = scene.begin()
        var timer: UInt64 = 0
        for block in 1...40 as ClosedRange<UInt16> {
            scene.now += 200_000
            timer = try #require(scene.acknowledge(block).timer)
        }
        #expect((200_000...300_000).contains(timer))
    }

    @Test("Jitter lengthens an interval by up to an eighth")
    func jitter() {
        var scene = Scene(length: 1_200)
        let action = scene.transfer.begin(now: 0, jitter: .max)
        #expect((1_124_000...1_125_000).contains(action.timer ?? 0))
    }

    @Test("TMO-04: a negotiated timeout is used as it stands")
    func negotiatedTimeout() {
        var scene = Scene(length: 1_200, "timeout", "4")
        #expect(scene.begin().timer == 4_000_000)
        #expect(scene.timeout().timer == 4_000_000)
        #expect(scene.acknowledge(0).timer == 4_000_000)
    }

    @Test("TMO-04: a long timeout is waited for once the client was heard; before, it gets ten seconds and no resend")
    func longTimeout() {
        var silent = Scene(length: 1_200, "timeout", "255")
        #expect(silent.begin() == .sendOptions(timer: 10_000_000))
        #expect(silent.timeout() == .finish(.abandoned))
        var heard = Scene(length: 1_200, "timeout", "255")
        _ = heard.begin()
        #expect(heard.acknowledge(0) == .sendBlocks(1...1, timer: 255_000_000))
        #expect(heard.timeout() == .sendBlocks(1...1, timer: 255_000_000))
    }

    @Test("XFR-14: the final block is resent once, then silence, and the outcome is sent")
    func finalBlock() {
        var scene = Scene(length: 600)
        _ = scene.begin()
        #expect(scene.acknowledge(1).blocks == 2...2)
        #expect(scene.timeout().blocks == 2...2)
        #expect(scene.timeout() == .linger(timer: 2_000_000))
        #expect(scene.timeout() == .finish(.sent))
    }

    @Test("XFR-14: the late ACK of the resent final block makes it fetched")
    func lateFinalAcknowledgement() {
        var scene = Scene(length: 600)
        _ = scene.begin()
        _ = scene.acknowledge(1)
        _ = scene.timeout()
        _ = scene.timeout()
        #expect(scene.acknowledge(2) == .finish(.fetched))
    }

    @Test("A client that repeats its last ACK after both final blocks were lost gets it, a few times")
    func lingering() {
        var scene = Scene(length: 600)
        _ = scene.begin()
        _ = scene.acknowledge(1)
        _ = scene.timeout()
        _ = scene.timeout()
        for _ in 0..<3 { #expect(scene.acknowledge(1).blocks == 2...2) }
        #expect(scene.acknowledge(1) == .wait)
    }

    @Test("XFR-15: a client's ERROR ends the transfer")
    func clientError() {
        var scene = Scene(length: 1_200)
        _ = scene.begin()
        #expect(scene.transfer.errorArrived() == .finish(.aborted))
        #expect(scene.acknowledge(1) == .wait)
        #expect(scene.timeout() == .wait)
    }

    @Test("A client that is gone after the final block has what it wanted")
    func vanished() {
        var early = Scene(length: 1_200)
        _ = early.begin()
        #expect(early.transfer.clientVanished() == .finish(.aborted))
        var late = Scene(length: 100)
        _ = late.begin()
        #expect(late.transfer.clientVanished() == .finish(.sent))
    }

    @Test("TID-06: a repeated request brings the current packet again, until something was acknowledged")
    func repeatedRequest() {
        var scene = Scene(length: 1_200)
        _ = scene.begin()
        #expect(scene.transfer.requestRepeated(now: scene.now, jitter: 0)?.blocks == 1...1)
        _ = scene.acknowledge(1)
        #expect(scene.transfer.requestRepeated(now: scene.now, jitter: 0) == nil)
    }

    @Test(
        "TID-06, amplification: a request repeated for ever brings four answers, and the resends stay two",
        arguments: [[], ["tsize", "0"]]
    )
    func endlessRepeats(options: [String]) {
        // One block, and more than one: the last block has resends of its own.
        for length in [100, 1_200] {
            var scene = Scene(length: length, options)
            var packets = scene.begin().isSending ? 1 : 0
            var action = TransferAction.wait
            while action != .finish(.abandoned) && action != .finish(.sent) {
                for _ in 0..<10 {
                    let answer = scene.transfer.requestRepeated(now: scene.now, jitter: 0)
                    packets += answer?.isSending == true ? 1 : 0
                }
                action = scene.timeout()
                packets += action.isSending ? 1 : 0
            }
            #expect(packets <= 1 + 4 + 2)
        }
    }

    @Test("A repeated request after the last block's resend is answered, and brings no resend by the timer")
    func repeatedWhileLingering() {
        var scene = Scene(length: 100)
        _ = scene.begin()
        _ = scene.timeout()
        #expect(scene.timeout() == .linger(timer: 2_000_000))
        let answer = scene.transfer.requestRepeated(now: scene.now, jitter: 0)
        #expect(answer == .sendBlocks(1...1, timer: 2_000_000))
        #expect(scene.timeout() == .finish(.sent))
    }

    @Test("XFR-10: a stale ACK 0 is ignored after the last block's resend, too")
    func staleZeroWhileLingering() {
        var scene = Scene(length: 100)
        _ = scene.begin()
        _ = scene.timeout()
        _ = scene.timeout()
        #expect(scene.acknowledge(0) == .wait)
        #expect(scene.acknowledge(1) == .finish(.fetched))
    }

    @Test("WIN-02, WIN-03, WIN-12: whole windows are sent, the last one shorter")
    func windows() {
        var scene = Scene(length: 5_000, "windowsize", "4")
        _ = scene.begin()
        #expect(scene.acknowledge(0).blocks == 1...4)
        #expect(scene.acknowledge(4).blocks == 5...8)
        #expect(scene.acknowledge(8).blocks == 9...10)
        #expect(scene.acknowledge(10) == .finish(.fetched))
    }

    @Test("WIN-04: an ACK inside the window makes the next one begin right after it")
    func gap() {
        var scene = Scene(length: 50_000, "windowsize", "8")
        _ = scene.begin()
        _ = scene.acknowledge(0)
        #expect(scene.acknowledge(3).blocks == 4...11)
        #expect(scene.transfer.packetsResent == 5)
    }

    @Test("WIN-05: without an ACK the window is sent again from its first block")
    func lostWindow() {
        var scene = Scene(length: 50_000, "windowsize", "8")
        _ = scene.begin()
        _ = scene.acknowledge(0)
        _ = scene.acknowledge(8)
        #expect(scene.timeout().blocks == 9...16)
    }

    @Test("ROL-01: block numbers wrap at 65536, and a delayed ACK from before the wrap is ignored")
    func wrap() {
        var scene = Scene(length: 8 * 70_000, "blksize", "8")
        _ = scene.begin()
        var action = scene.acknowledge(0)
        while let block = action.blocks?.lowerBound, block < 65_540 {
            action = scene.acknowledge(UInt16(truncatingIfNeeded: block))
        }
        #expect(action.blocks == 65_540...65_540)
        #expect(ServerPacket.dataHeader(block: 65_536)[3] == 0)
        #expect(scene.acknowledge(65_535) == .wait)
        #expect(scene.acknowledge(4).blocks == 65_541...65_541)
    }

    @Test("ROL-02: block numbers wrap inside a window")
    func wrapInsideWindow() {
        var scene = Scene(length: 8 * 70_000, "blksize", "8", "windowsize", "16")
        _ = scene.begin()
        var action = scene.acknowledge(0)
        while let blocks = action.blocks, blocks.upperBound < 65_540 {
            action = scene.acknowledge(UInt16(truncatingIfNeeded: blocks.upperBound))
        }
        #expect(action.blocks == 65_537...65_552)
    }

    @Test("M: the state machine takes a small part of the 1 KiB an open transfer may take")
    func size() {
        #expect(MemoryLayout<Transfer>.size <= 320)
    }
}
