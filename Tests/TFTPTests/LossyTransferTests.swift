import TFTP
import Testing

/// A client and a network with a simulated clock: packets are lost, doubled and overtake each other.
private struct LossyNetwork {
    enum Packet {
        case options
        case data(UInt64)
        case acknowledgement(UInt64)
    }

    struct InFlight {
        var due: UInt64
        var packet: Packet
    }

    var transfer: Transfer
    var random: SeededGenerator
    let window: UInt64
    let loss: Double
    let lastBlock: UInt64
    var now: UInt64 = 0
    var deadline: UInt64 = .max
    /// The soonest last.
    var flying: [InFlight] = []
    // The client (RFC 7440 section 4): takes blocks in order, reports a gap once, repeats its last ACK every second.
    var received: UInt64 = 0
    var unacknowledged: UInt64 = 0
    var isStarted = false
    var reportedGap = false
    var clientDeadline: UInt64 = .max
    var clientTries = 0
    var outcome: TransferOutcome?

    init(seed: UInt64, blocks: Int, window: Int, loss: Double) {
        random = SeededGenerator(seed: seed)
        self.loss = loss
        self.window = UInt64(window)
        let options = negotiate(
            "blksize",
            "8",
            "windowsize",
            String(window),
            length: blocks * 8,
            maximumWindowSize: 65_535
        )
        transfer = Transfer(options: options, length: blocks * 8)
        lastBlock = transfer.lastBlock
    }

    mutating func run() {
        perform(transfer.begin(now: now, jitter: 0))
        while outcome == nil {
            let next = min(flying.last?.due ?? .max, deadline, clientDeadline)
            guard next != .max else { return }
            now = max(now, next)
            if let soonest = flying.last, soonest.due <= now {
                flying.removeLast()
                deliver(soonest.packet)
            } else if deadline <= now {
                deadline = .max
                perform(transfer.timerFired(now: now, jitter: UInt16.random(in: 0...(.max), using: &random)))
            } else {
                clientTries += 1
                guard clientTries < 8 else {
                    clientDeadline = .max
                    continue
                }
                acknowledge()
            }
        }
    }

    private mutating func deliver(_ packet: Packet) {
        switch packet {
        case .options:
            if received == 0 { acknowledge() }
            isStarted = true
        case .data(let block):
            guard isStarted else { return }
            if block == received + 1 {
                received = block
                unacknowledged += 1
                reportedGap = false
                clientTries = 0
                if unacknowledged == window || block == lastBlock { acknowledge() }
            } else if block == lastBlock && received == lastBlock {
                acknowledge()
            } else if block > received && !reportedGap {
                reportedGap = true
                acknowledge()
            }
        case .acknowledgement(let block):
            let jitter = UInt16.random(in: 0...(.max), using: &random)
            perform(transfer.acknowledgementArrived(UInt16(truncatingIfNeeded: block), now: now, jitter: jitter))
        }
    }

    private mutating func acknowledge() {
        unacknowledged = 0
        clientDeadline = received == lastBlock ? .max : now + 1_000_000
        send(.acknowledgement(received))
    }

    private mutating func perform(_ action: TransferAction) {
        switch action {
        case .wait:
            break
        case .sendOptions(let timer):
            send(.options)
            deadline = now + timer
        case .sendBlocks(let blocks, let timer):
            for block in blocks { send(.data(block)) }
            deadline = now + timer
        case .linger(let timer):
            deadline = now + timer
        case .finish(let outcome):
            self.outcome = outcome
        }
    }

    private mutating func send(_ packet: Packet) {
        for copy in 0..<2 {
            guard copy == 0 || Double.random(in: 0..<1, using: &random) < 0.05 else { return }
            guard Double.random(in: 0..<1, using: &random) >= loss else { continue }
            let due = now + UInt64.random(in: 100...3_000, using: &random)
            let place = flying.firstIndex { $0.due <= due } ?? flying.count
            flying.insert(InFlight(due: due, packet: packet), at: place)
        }
    }
}

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
            var network = LossyNetwork(seed: seed, blocks: 150, window: window, loss: loss)
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
        var network = LossyNetwork(seed: 7, blocks: 500, window: 1, loss: 0)
        network.run()
        #expect(network.outcome == .fetched)
        #expect(network.transfer.blocksSent == 501)
        #expect(network.transfer.packetsResent == 0)
    }

    @Test("ROL-01, ROL-02: a wrap of the block number survives loss")
    func wrapUnderLoss() {
        var network = LossyNetwork(seed: 3, blocks: 66_000, window: 16, loss: 0.01)
        network.run()
        #expect(network.received == network.lastBlock)
    }
}
