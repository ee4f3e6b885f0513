import TFTP

/// A client and a network with a simulated clock: packets are lost, doubled and overtake each other.
struct LossyNetwork {
    /// What a network loses, each way.
    enum Loss {
        /// Each packet with this probability.
        case random(Double)
        /// Up to four packets in a row, at random; then one gets through.
        case upToFourOfFive
        /// Four packets in a row, always; then one gets through.
        case fourOfFive
    }

    private enum Packet {
        case request
        case options
        case data(UInt64)
        case acknowledgement(UInt64)

        var isFromClient: Bool {
            switch self {
            case .request, .acknowledgement: true
            case .options, .data: false
            }
        }
    }

    private struct InFlight {
        var due: UInt64
        var packet: Packet
    }

    private(set) var transfer: Transfer
    /// Of earlier transfers of the same client that were given up.
    private var blocksSentBefore = 0
    private let options: NegotiatedOptions
    private let length: Int
    private var random: SeededGenerator
    private let window: UInt64
    private let loss: Loss
    /// The shortest and the longest way of a packet, in microseconds.
    private let delay: ClosedRange<UInt64>
    private let doubled: Double
    private var lostInARow: [Bool: Int] = [:]
    private var mostInARow = 4
    private(set) var now: UInt64 = 0
    private var deadline: UInt64 = .max
    /// The soonest last.
    private var flying: [InFlight] = []
    // The client (RFC 7440 section 4): takes blocks in order, reports a gap once, repeats what it sent last when its timer
    // runs out.
    private let clientTimer: UInt64
    private let mostClientTries: Int
    private(set) var received: UInt64 = 0
    private var unacknowledged: UInt64 = 0
    private var isStarted = false
    private var reportedGap = false
    private var clientDeadline: UInt64 = .max
    private var clientTries = 0
    private(set) var outcome: TransferOutcome?

    var lastBlock: UInt64 { transfer.lastBlock }
    /// DATA packets, those of transfers that were given up included.
    var blocksSent: Int { blocksSentBefore + transfer.blocksSent }

    init(
        seed: UInt64,
        blocks: Int,
        window: Int,
        loss: Loss,
        delay: ClosedRange<UInt64> = 100...3_000,
        doubled: Double = 0.05,
        clientTimer: UInt64 = 1_000_000,
        clientTries: Int = 25
    ) {
        random = SeededGenerator(seed: seed)
        self.loss = loss
        self.window = UInt64(window)
        self.delay = delay
        self.doubled = doubled
        self.clientTimer = clientTimer
        mostClientTries = clientTries
        length = blocks * 8
        options = negotiate(
            "blksize",
            "8",
            "windowsize",
            String(window),
            length: length,
            maximumWindowSize: 65_535
        )
        transfer = Transfer(options: options, length: length)
    }

    /// Whether the server has ended the transfer and the client cannot begin another.
    private var isOver: Bool { outcome != nil && (received > 0 || clientDeadline == .max) }

    /// Lets time pass until the transfer has ended.
    mutating func run() {
        clientDeadline = clientTimer
        perform(transfer.begin(now: now, jitter: 0))
        while !isOver {
            let next = min(flying.last?.due ?? .max, deadline, clientDeadline)
            guard next != .max else { return }
            now = max(now, next)
            if let soonest = flying.last, soonest.due <= now {
                flying.removeLast()
                deliver(soonest.packet)
            } else if deadline <= now {
                deadline = .max
                perform(transfer.timerFired(now: now, jitter: jitter()))
            } else {
                clientTimerFired()
            }
        }
    }

    private mutating func jitter() -> UInt16 { UInt16.random(in: 0...(.max), using: &random) }

    private mutating func clientTimerFired() {
        clientTries += 1
        guard clientTries < mostClientTries else {
            clientDeadline = .max
            return
        }
        if isStarted {
            acknowledge()
        } else {
            clientDeadline = now + clientTimer
            send(.request)
        }
    }

    private mutating func deliver(_ packet: Packet) {
        switch packet {
        case .request:
            requestArrived()
        case .options:
            isStarted = true
            if received == 0 { acknowledge() }
        case .data(let block):
            if isStarted { dataArrived(block) }
        case .acknowledgement(let block):
            guard outcome == nil else { return }
            perform(
                transfer.acknowledgementArrived(UInt16(truncatingIfNeeded: block), now: now, jitter: jitter())
            )
        }
    }

    /// A repeated request joins its transfer; once that was given up it begins another.
    private mutating func requestArrived() {
        if outcome == nil {
            if let action = transfer.requestRepeated(now: now, jitter: jitter()) { perform(action) }
            return
        }
        guard received == 0 else { return }
        blocksSentBefore += transfer.blocksSent
        transfer = Transfer(options: options, length: length)
        outcome = nil
        perform(transfer.begin(now: now, jitter: jitter()))
    }

    private mutating func dataArrived(_ block: UInt64) {
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
    }

    private mutating func acknowledge() {
        unacknowledged = 0
        clientDeadline = received == lastBlock ? .max : now + clientTimer
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
        case .finish(let outcome):
            self.outcome = outcome
            deadline = .max
        }
    }

    private mutating func send(_ packet: Packet) {
        for copy in 0..<2 {
            guard copy == 0 || Double.random(in: 0..<1, using: &random) < doubled else { return }
            guard !isLost(packet) else { continue }
            let due = now + UInt64.random(in: delay, using: &random)
            let place = flying.firstIndex { $0.due <= due } ?? flying.count
            flying.insert(InFlight(due: due, packet: packet), at: place)
        }
    }

    private mutating func isLost(_ packet: Packet) -> Bool {
        if case .random(let probability) = loss { return Double.random(in: 0..<1, using: &random) < probability }
        // Before, few packets are sent, for the client's address may be forged; it begins anew.
        guard transfer.isAcknowledged else { return false }
        let way = packet.isFromClient
        if lostInARow[way, default: 0] < mostInARow {
            lostInARow[way, default: 0] += 1
            return true
        }
        lostInARow[way] = 0
        if case .upToFourOfFive = loss { mostInARow = Int.random(in: 0...4, using: &random) }
        return false
    }
}
