import TFTP
import Testing

@Suite("Transfers")
struct TransferTests {
    @Test("XFR-02 to XFR-05: the number of blocks is size / 512 + 1", arguments: [0, 1, 511, 512, 513, 1_024, 100_000])
    func blockCount(length: Int) {
        #expect(TransferScene(length: length).transfer.lastBlock == UInt64(length / 512 + 1))
    }

    @Test("XFR-06: a multiple of the negotiated block size ends with an empty block")
    func exactMultiple() {
        #expect(TransferScene(length: 2_048, "blksize", "1024").transfer.lastBlock == 3)
    }

    @Test("REQ-01: without options the answer is DATA 1, and every ACK brings the next block")
    func lockStep() {
        var scene = TransferScene(length: 1_200)
        #expect(scene.begin() == .sendBlocks(1...1, timer: 1_000_000))
        #expect(scene.acknowledge(1).blocks == 2...2)
        #expect(scene.acknowledge(2).blocks == 3...3)
        #expect(scene.acknowledge(3) == .finish(.fetched))
        #expect(scene.transfer.blocksSent == 3)
        #expect(scene.transfer.packetsResent == 0)
    }

    @Test("OPT-07, OPT-12: after an OACK only ACK 0 starts the data")
    func offering() {
        var scene = TransferScene(length: 1_200, "tsize", "0")
        #expect(scene.begin() == .sendOptions(timer: 1_000_000))
        #expect(scene.acknowledge(1) == .wait)
        #expect(scene.acknowledge(0).blocks == 1...1)
    }

    @Test("OPT-08: an OACK that is not answered is sent again")
    func lostOptions() {
        var scene = TransferScene(length: 1_200, "tsize", "0")
        _ = scene.begin()
        #expect(scene.timeout() == .sendOptions(timer: 2_000_000))
        #expect(scene.transfer.packetsResent == 1)
    }

    @Test("OPT-11, XFR-10: a repeated ACK 0 and a stale one are ignored")
    func staleZero() {
        var options = TransferScene(length: 1_200, "tsize", "0")
        _ = options.begin()
        _ = options.acknowledge(0)
        #expect(options.acknowledge(0) == .wait)
        var plain = TransferScene(length: 1_200)
        _ = plain.begin()
        #expect(plain.acknowledge(0) == .wait)
    }

    @Test("XFR-07, WIN-11: an ACK for a block not yet sent is ignored")
    func acknowledgedEarly() {
        var scene = TransferScene(length: 100_000, "windowsize", "4")
        _ = scene.begin()
        _ = scene.acknowledge(0)
        #expect(scene.acknowledge(5) == .wait)
        #expect(scene.acknowledge(40_000) == .wait)
    }

    @Test("XFR-08, XFR-09, WIN-10: no repeated ACK ever causes DATA (Sorcerer's Apprentice)", arguments: [1, 8])
    func sorcerersApprentice(window: Int) {
        var scene = TransferScene(length: 50_000, "windowsize", String(window))
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
        var scene = TransferScene(length: 1_200)
        _ = scene.begin()
        #expect(scene.timeout().blocks == 1...1)
        #expect(scene.transfer.packetsResent == 1)
        #expect(scene.acknowledge(1).blocks == 2...2)
    }

    @Test("XFR-12, XFR-19: intervals after the first ACK adapt, double up to two seconds, and end after a minute")
    func backOff() {
        var scene = TransferScene(length: 5_000)
        _ = scene.begin()
        scene.now += 100
        let first = scene.acknowledge(1)
        #expect(first.timer == 50_000)
        var intervals: [UInt64] = []
        scene.now += 50_000
        var action = scene.timeout()
        while let timer = action.timer {
            #expect(action.blocks == 2...2)
            intervals.append(timer)
            scene.now += timer
            action = scene.timeout()
        }
        #expect(intervals.prefix(6) == [100_000, 200_000, 400_000, 800_000, 1_600_000, 2_000_000])
        #expect(intervals.dropFirst(5).allSatisfy { $0 == 2_000_000 })
        #expect(intervals.count > 25 && (60_000_000..<62_000_000).contains(intervals.reduce(50_000, +)))
        #expect(action == .finish(.abandoned))
    }

    @Test("XFR-12: the adaptive interval follows a slow link")
    func slowLink() throws {
        var scene = TransferScene(length: 50_000)
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
        var scene = TransferScene(length: 1_200)
        let action = scene.transfer.begin(now: 0, jitter: .max)
        #expect((1_124_000...1_125_000).contains(action.timer ?? 0))
    }

    @Test("TMO-04: a negotiated timeout is used as it stands")
    func negotiatedTimeout() {
        var scene = TransferScene(length: 1_200, "timeout", "4")
        #expect(scene.begin().timer == 4_000_000)
        #expect(scene.timeout().timer == 4_000_000)
        #expect(scene.acknowledge(0).timer == 4_000_000)
    }

    @Test("TMO-04: with a long timeout a client that was heard is sent its block six times more, beyond the minute")
    func fewestResends() {
        var scene = TransferScene(length: 1_200, "timeout", "20")
        _ = scene.begin()
        var action = scene.acknowledge(0)
        var resends = -1
        while action.blocks == 1...1, resends < 100 {
            resends += 1
            scene.now += action.timer ?? 0
            action = scene.timeout()
        }
        #expect(resends == 6)
        #expect(action == .finish(.abandoned))
    }

    @Test("XFR-15: a client's ERROR ends the transfer")
    func clientError() {
        var scene = TransferScene(length: 1_200)
        _ = scene.begin()
        #expect(scene.transfer.errorArrived(3) == .finish(.aborted))
        #expect(scene.acknowledge(1) == .wait)
        #expect(scene.timeout() == .wait)
    }

    @Test("WIN-02, WIN-03, WIN-12: whole windows are sent, the last one shorter")
    func windows() {
        var scene = TransferScene(length: 5_000, "windowsize", "4")
        _ = scene.begin()
        #expect(scene.acknowledge(0).blocks == 1...4)
        #expect(scene.acknowledge(4).blocks == 5...8)
        #expect(scene.acknowledge(8).blocks == 9...10)
        #expect(scene.acknowledge(10) == .finish(.fetched))
    }

    @Test("WIN-04: an ACK inside the window makes the next one begin right after it")
    func gap() {
        var scene = TransferScene(length: 50_000, "windowsize", "8")
        _ = scene.begin()
        _ = scene.acknowledge(0)
        #expect(scene.acknowledge(3).blocks == 4...11)
        #expect(scene.transfer.packetsResent == 5)
    }

    @Test("WIN-05: without an ACK the window begins again at its first block, which is sent alone")
    func lostWindow() {
        var scene = TransferScene(length: 50_000, "windowsize", "8")
        _ = scene.begin()
        _ = scene.acknowledge(0)
        _ = scene.acknowledge(8)
        #expect(scene.timeout().blocks == 9...9)
        // All of it once, should the client be silent until its window is full.
        #expect(scene.timeout().blocks == 9...16)
        for _ in 0..<10 { #expect(scene.timeout().blocks == 9...9) }
        // The window was there but for its end, or the ACK was lost: the client says how far it has come.
        #expect(scene.acknowledge(14).blocks == 15...22)
    }

    @Test("Whoever has acknowledged none of a first window is sent a block of it again, no more: it may be forged")
    func unheardWindow() {
        var scene = TransferScene(length: 50_000, "windowsize", "64")
        _ = scene.begin()
        scene.now += 100
        var action = scene.acknowledge(0)
        #expect(action.blocks == 1...64)
        while let timer = action.timer {
            scene.now += timer
            action = scene.timeout()
            #expect(action.blocks == 1...1 || action == .finish(.abandoned))
        }
        // One forged acknowledgement brings no more (docs/tftp.md).
        #expect(scene.transfer.blocksSent <= 100)
    }

    @Test("WIN-05: a window whose ACK alone was lost is not sent twice")
    func lostWindowAcknowledgement() {
        var scene = TransferScene(length: 50_000, "windowsize", "64", "blksize", "64")
        _ = scene.begin()
        _ = scene.acknowledge(0)
        _ = scene.timeout()
        #expect(scene.acknowledge(64).blocks == 65...128)
        #expect(scene.transfer.packetsResent == 1)
    }

    @Test("ROL-01: block numbers wrap at 65536, and a delayed ACK from before the wrap is ignored")
    func wrap() {
        var scene = TransferScene(length: 8 * 70_000, "blksize", "8")
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
        var scene = TransferScene(length: 8 * 70_000, "blksize", "8", "windowsize", "16")
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
