import TFTP
import Testing

@Suite("Waiting for a client that has not been heard")
struct FirstWaitTests {
    @Test("RFC 9040: what is known of the client's network shortens the first wait, within bounds, and never the last")
    func knownNetwork() {
        var scene = TransferScene(length: 5_000, "tsize", "0")
        #expect(scene.transfer.firstWait == 1_000_000)
        scene.transfer.expectAnswer(within: 450_000)
        #expect(scene.transfer.firstWait == 450_000)
        #expect(scene.begin().timer == 450_000)
        scene.now += 450_000
        #expect(scene.timeout().timer == 900_000)
        #expect(scene.transfer.firstWait == nil)
        scene.now += 900_000
        // The client may be one that is slow to begin: it is given up as late as in a network that is not known.
        // (Subtracted apart: AddressSanitizer finds fault with how the compiler takes a sum apart in an expectation.)
        let rest: UInt64 = 30_000_000 - 1_350_000
        #expect(scene.timeout().timer == rest)
        scene.now += rest
        #expect(scene.timeout() == .finish(.abandoned))
        for (expected, wait) in [(1_000, 300_000), (5_000_000, 1_000_000)] as [(UInt64, UInt64)] {
            var other = TransferScene(length: 5_000, "tsize", "0")
            other.transfer.expectAnswer(within: expected)
            #expect(other.begin().timer == wait)
        }
    }

    @Test(
        "A client that is never heard is given up no sooner in a known network, however short the file",
        arguments: [100, 5_000],
        [[], ["tsize", "0"]]
    )
    func givenUpNoSooner(length: Int, options: [String]) {
        func patience(expecting expected: UInt64?) -> UInt64 {
            var scene = TransferScene(length: length, options)
            if let expected { scene.transfer.expectAnswer(within: expected) }
            var sum: UInt64 = 0
            var action = scene.begin()
            while let timer = action.timer {
                sum += timer
                scene.now += timer
                action = scene.timeout()
            }
            return sum
        }
        for expected: UInt64 in [100_000, 150_000, 1_000_000] {
            #expect(patience(expecting: expected) == patience(expecting: nil))
        }
    }

    @Test("RFC 2349: an interval that the client asked for is not shortened by what its network is known for")
    func negotiatedInterval() {
        var scene = TransferScene(length: 5_000, "timeout", "3")
        scene.transfer.expectAnswer(within: 450_000)
        #expect(scene.begin().timer == 3_000_000)
        #expect(scene.transfer.firstWait == nil)
    }

    @Test("Before the first ACK there are two resends, then silence, and after half a minute the transfer is given up")
    func amplification() {
        var scene = TransferScene(length: 1_200)
        #expect(scene.begin().timer == 1_000_000)
        scene.now += 1_000_000
        #expect(scene.timeout().timer == 2_000_000)
        scene.now += 2_000_000
        #expect(scene.timeout().timer == 27_000_000)
        scene.now += 27_000_000
        #expect(scene.timeout() == .finish(.abandoned))
        #expect(scene.transfer.blocksSent == 3)
    }

    @Test("A client whose acknowledgements were lost, and that repeats them, is heard within half a minute")
    func lateAcknowledgement() {
        var scene = TransferScene(length: 1_200)
        _ = scene.begin()
        for timer: UInt64 in [1_000_000, 2_000_000] {
            scene.now += timer
            _ = scene.timeout()
        }
        scene.now += 22_000_000
        #expect(scene.acknowledge(1).blocks == 2...2)
    }

    @Test("TMO-04: a long timeout is waited for once the client was heard; before, it gets half a minute and no resend")
    func longTimeout() {
        var silent = TransferScene(length: 1_200, "timeout", "255")
        #expect(silent.begin() == .sendOptions(timer: 30_000_000))
        #expect(silent.timeout() == .finish(.abandoned))
        var heard = TransferScene(length: 1_200, "timeout", "255")
        _ = heard.begin()
        #expect(heard.acknowledge(0) == .sendBlocks(1...1, timer: 255_000_000))
        #expect(heard.timeout() == .sendBlocks(1...1, timer: 255_000_000))
    }
}
