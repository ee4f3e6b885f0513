import TFTP
import Testing

@Suite("Transfers over a bad network")
struct LossyTransferTests {
    @Test(
        "WIN-09, WIN-13: loss, doubling and reordering never lose a block; the end is fetched or sent",
        arguments: [1, 2, 8, 64],
        [0.0, 0.01, 0.05, 0.15]
    )
    func property(window: Int, loss: Double) {
        var complete = 0
        for seed in 0..<30 as Range<UInt64> {
            var network = LossyNetwork(seed: seed, blocks: 150, window: window, loss: .random(loss))
            network.run()
            guard network.received == network.lastBlock else {
                // Only giving up, and only under heavy loss, may leave a file incomplete.
                #expect(network.outcome != .fetched)
                #expect(network.outcome != .sent || network.received + 1 == network.lastBlock)
                #expect(loss >= 0.05)
                continue
            }
            complete += 1
            // A client whose last acknowledgements are all lost has more than it has told of.
            let isToldOf = network.outcome == .fetched || network.outcome == .sent
            #expect(isToldOf || loss >= 0.05 && network.outcome == .abandoned)
        }
        #expect(complete >= (loss < 0.05 ? 30 : 27))
    }

    @Test("Without loss every block is sent once, whatever the order of the copies")
    func efficiency() {
        var network = LossyNetwork(seed: 7, blocks: 500, window: 1, loss: .random(0))
        network.run()
        #expect(network.outcome == .fetched)
        #expect(network.transfer.blocksSent == 501)
        #expect(network.transfer.packetsResent == 0)
    }

    @Test("ROL-01, ROL-02: a wrap of the block number survives loss")
    func wrapUnderLoss() {
        var network = LossyNetwork(seed: 3, blocks: 66_000, window: 16, loss: .random(0.01))
        network.run()
        #expect(network.received == network.lastBlock)
    }

    @Test(
        "Whatever a client that was heard loses, but for one packet in five each way: all arrives, and what is sent is bounded",
        arguments: [1, 2, 8, 64],
        [LossyNetwork.Loss.upToFourOfFive, .fourOfFive]
    )
    func oneInFive(window: Int, loss: LossyNetwork.Loss) {
        for seed in 0..<10 as Range<UInt64> {
            var network = LossyNetwork(
                seed: seed,
                blocks: 60,
                window: window,
                loss: loss,
                delay: 1_000...40_000,
                doubled: 0,
                clientTimer: 5_000_000,
                clientTries: 1_000
            )
            network.run()
            #expect(network.received == network.lastBlock)
            #expect(network.outcome != .aborted && network.outcome != .cancelled)
            // One in five each way makes 25 tries for a block at worst; of a window, what comes after a gap is in vain.
            #expect(network.blocksSent <= 25 * (window + 1) * Int(network.lastBlock))
        }
    }
}
