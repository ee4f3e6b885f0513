import TFTP
import Testing

@Suite("RFC 6298: retransmission timers")
struct RetransmissionTimerTests {
    @Test("Karn: an interval that was backed off stays until something that was sent once is acknowledged")
    func backedOff() throws {
        var scene = TransferScene(length: 50_000)
        _ = scene.begin()
        scene.now += 100_000
        let first = try #require(scene.acknowledge(1).timer)
        #expect(first == 300_000)
        #expect(scene.timeout().timer == 600_000)
        #expect(scene.timeout().timer == 1_200_000)
        // Which of the three was answered is not known.
        scene.now += 700_000
        #expect(scene.acknowledge(2).timer == 1_200_000)
        scene.now += 100_000
        #expect(try #require(scene.acknowledge(3).timer) < 300_000)
    }

    @Test("A round trip longer than the interval is learnt: one that was backed off lives until it is timed")
    func slowerThanThought() {
        var scene = TransferScene(length: 512 * 100)
        _ = scene.begin()
        scene.now += 10_000
        var timer = scene.acknowledge(1).timer ?? 0
        var resends = 0
        for block in 2...50 as ClosedRange<UInt16> {
            // The link has become slow: 900 ms from a block to its ACK.
            var left: UInt64 = 900_000
            while timer < left {
                left -= timer
                scene.now += timer
                timer = scene.timeout().timer ?? 0
                resends += 1
            }
            scene.now += left
            timer = scene.acknowledge(block).timer ?? 0
        }
        #expect(resends <= 6, "it is learnt once, not for each block")
    }

    @Test(
        "The round trip of an OACK says little of blocks: they are allowed their time at 64 kbit/s, up to two seconds",
        arguments: [
            (["tsize", "0"], 68_000), (["blksize", "1428"], 182_500),
            (["blksize", "1428", "windowsize", "8"], 1_460_000),
            (["blksize", "1428", "windowsize", "64"], 2_000_000),
        ] as [([String], UInt64)]
    )
    func wireAllowance(options: [String], allowance: UInt64) {
        var scene = TransferScene(length: 1_000_000, options)
        _ = scene.begin()
        scene.now += 20_000
        #expect(scene.acknowledge(0).timer == 60_000 + allowance)
    }

    @Test("The first whole window is timed; the OACK counts no more, and neither does a part of a window")
    func windows() {
        var scene = TransferScene(length: 1_000_000, "windowsize", "8")
        _ = scene.begin()
        scene.now += 590_000
        _ = scene.acknowledge(0)
        scene.now += 600_000
        #expect(scene.acknowledge(8).timer == 1_800_000)
        scene.now += 10_000
        // A gap: what is sent again cannot be timed, nor can its first block's neighbours.
        for window in [11...18, 19...26] as [ClosedRange<UInt64>] {
            var action = scene.acknowledge(UInt16(window.lowerBound - 1))
            #expect(action.blocks == window.lowerBound...window.lowerBound)
            while action.blocks?.upperBound != window.upperBound {
                scene.now += action.timer ?? 0
                action = scene.timeout()
            }
            #expect(action.timer ?? 0 >= 900_000)
        }
    }

    @Test("What a network is known for was timed by OACKs, perhaps: a first block is allowed more")
    func knownNetwork() {
        var data = TransferScene(length: 5_000)
        data.transfer.expectAnswer(within: 400_000)
        #expect(data.begin().timer == 468_000)
        var options = TransferScene(length: 5_000, "tsize", "0")
        options.transfer.expectAnswer(within: 400_000)
        #expect(options.begin().timer == 400_000)
    }

    @Test("A window that takes long on the wire goes out as fast as windows came back, not at once")
    func pace() throws {
        var scene = TransferScene(length: 1_000_000, "windowsize", "16")
        _ = scene.begin()
        scene.now += 10_000
        #expect(scene.acknowledge(0).blocks == 1...16, "nothing is known of the link")
        scene.now += 10_000 + 16 * 40_000
        var action = scene.acknowledge(16)
        let began = scene.now
        var sent: [UInt64] = []
        while let blocks = action.blocks, blocks.upperBound < 32 {
            sent.append(contentsOf: blocks)
            scene.now += try #require(action.timer)
            action = scene.timeout()
        }
        sent.append(contentsOf: try #require(action.blocks))
        #expect(sent == Array(17...32))
        #expect(scene.transfer.packetsResent == 0)
        // Four at once, and the other twelve a quarter faster than 40 ms each.
        #expect((370_000...400_000).contains(scene.now - began))
        // Then it is waited for as any other; a gap reported meanwhile ends the window.
        #expect(scene.timeout().blocks == 17...17)
        #expect(scene.acknowledge(20).blocks?.lowerBound == 21)
    }

    @Test("A gap that is reported amid a window that goes out slowly: what was not sent yet is not sent in vain")
    func paceAndGap() {
        var scene = TransferScene(length: 1_000_000, "windowsize", "64")
        _ = scene.begin()
        scene.now += 10_000
        _ = scene.acknowledge(0)
        scene.now += 10_000 + 64 * 40_000
        #expect(scene.acknowledge(64).blocks == 65...68)
        scene.now += 40_000
        #expect(scene.acknowledge(66).blocks == 67...67, "one after the other, until a whole window comes back")
        #expect(scene.transfer.packetsResent == 1)
        // What a gap brings again was not resent for want of an answer: its path need not be narrow.
        scene.now += 200_000
        #expect(scene.timeout().blocks?.lowerBound == 68)
        #expect(scene.transfer.packetsResent > 1 && !scene.transfer.isResent)
    }

    @Test("TMO-04: a negotiated timeout runs in full behind the last block of a window that went out slowly")
    func negotiatedTimeout() {
        var scene = TransferScene(length: 1_000_000, "windowsize", "16", "timeout", "1")
        _ = scene.begin()
        scene.now += 10_000
        _ = scene.acknowledge(0)
        scene.now += 10_000 + 16 * 40_000
        var action = scene.acknowledge(16)
        #expect(action.blocks == 17...20)
        while action.blocks?.upperBound != 32 {
            scene.now += action.timer ?? 0
            action = scene.timeout()
        }
        #expect(action.timer == 1_000_000)
    }
}
