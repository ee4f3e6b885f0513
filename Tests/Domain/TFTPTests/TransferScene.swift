import TFTP

/// A transfer driven by hand; time stands still unless a test moves it, and there is no jitter.
struct TransferScene {
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
    var blocks: ClosedRange<UInt64>? {
        guard case .sendBlocks(let blocks, _) = self else { return nil }
        return blocks
    }

    var isSending: Bool {
        switch self {
        case .sendBlocks, .sendOptions: true
        case .wait, .finish: false
        }
    }

    var timer: UInt64? {
        switch self {
        case .sendBlocks(_, let timer), .sendOptions(let timer): timer
        case .wait, .finish: nil
        }
    }
}
