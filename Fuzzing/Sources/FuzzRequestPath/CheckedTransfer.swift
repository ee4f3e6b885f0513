internal import Expectations
internal import TFTP

/// A transfer whose every action is checked against what the RFCs and our policy allow.
struct CheckedTransfer {
    /// Timers that may fire in a row before a transfer gives its client up: more than a window has blocks, and a minute
    /// resends (docs/tftp.md).
    private static let patience = 64 + 100
    /// The longest timer: the largest timeout a client may negotiate (RFC 2349), in microseconds.
    private static let longestTimer: UInt64 = 255_000_000

    private let options: NegotiatedOptions
    private let length: Int
    private let policy = RetransmissionPolicy()
    private var transfer: Transfer
    private static let beginning: UInt64 = 1_000_000_000
    private var now = CheckedTransfer.beginning
    private var deadline: UInt64 = .max
    /// Blocks up to this one were acknowledged.
    private var acknowledged: UInt64 = 0
    /// Of the window, blocks up to this one are out.
    private var sent: UInt64 = 0
    private var isOffering: Bool
    private var isHeard = false
    private var outcome: TransferOutcome?
    private var highest: UInt64 = 0
    private var blocksSent = 0
    private var offersSent = 0
    /// Packets or windows sent by timers before the client was ever heard.
    private var unheardResends = 0
    private var answeredRepeats = 0

    init(_ options: NegotiatedOptions, length: Int) {
        self.options = options
        self.length = length
        isOffering = options.count > 0
        transfer = Transfer(options: options, length: length)
        let blockSize = UInt64(options.blockSize)
        let beforeLast = (transfer.lastBlock - 1) * blockSize
        expect(beforeLast <= UInt64(length) && UInt64(length) - beforeLast < blockSize, "a wrong last block")
        let action = transfer.begin(now: now, jitter: 0)
        expect(action != .wait, "a transfer that does not begin")
        perform(action)
    }

    /// A datagram came from the client.
    mutating func receive(_ packet: ClientPacket) {
        switch packet {
        case .acknowledgement(let block): acknowledge(block)
        case .error(let code): hearError(code)
        case .readRequest, .writeRequest, .unexpected, .malformed: return
        }
    }

    /// An ACK of a block so many after the last that is out.
    mutating func acknowledgeRelative(_ offset: Int) {
        acknowledge(UInt16(truncatingIfNeeded: Int(sent) + offset))
    }

    mutating func acknowledge(_ wireBlock: UInt16) {
        let ahead = UInt64(wireBlock &- UInt16(truncatingIfNeeded: acknowledged))
        let isProgress = isOffering ? wireBlock == 0 : ahead > 0 && acknowledged + ahead <= min(windowEnd, highest)
        let action = transfer.acknowledgementArrived(wireBlock, now: now, jitter: jitter)
        guard outcome == nil else {
            expect(action == .wait, "an action after the end")
            return
        }
        if isProgress {
            expect(action != .wait, "an ACK that was not heard")
            if !isOffering { acknowledged += ahead }
            isOffering = false
            isHeard = true
            sent = acknowledged
            expect(transfer.isAcknowledged, "a client that was not heard")
        } else {
            // RFC 1123 section 4.2.3.1.
            expect(action == .wait, "a DATA for a repeated or a strange ACK")
        }
        perform(action)
        expect(outcome != .fetched || acknowledged == transfer.lastBlock, "a file fetched before its end")
        expect(acknowledged != transfer.lastBlock || outcome == .fetched, "a file not fetched at its end")
    }

    /// Time passes, and the timer fires if it is due.
    mutating func pass(milliseconds: UInt64) {
        now += milliseconds * 1_000
        if now >= deadline { fire() }
    }

    /// Time passes until the timer fires.
    mutating func waitForTimer() {
        guard deadline != .max else { return }
        now = max(now, deadline)
        fire()
    }

    mutating func repeatRequest() {
        let action = transfer.requestRepeated(now: now, jitter: jitter)
        // One that the first ACK overtook is no new request.
        let isLate = isHeard && now < Self.beginning + UInt64(policy.lateRepeatInterval)
        let isNew = outcome != nil || isHeard && !isLate
        expect((action == nil) == isNew, "a repeated request taken for a new one, or not")
        guard let action else { return }
        guard !isLate else { return expect(action == .wait, "an answer to a request that was overtaken") }
        guard action != .wait else {
            expect(answeredRepeats == policy.answeredRepeats, "a repeated request without an answer")
            return
        }
        answeredRepeats += 1
        expect(answeredRepeats <= policy.answeredRepeats, "too many answers to a client never heard")
        perform(action)
    }

    /// An ERROR of any code never says that the client has the file; of 0 and 8 it is no fault (RFC 2347 section 4).
    mutating func hearError(_ code: UInt16) {
        end(transfer.errorArrived(code), as: code == 0 || code == 8 ? .cancelled : .aborted)
    }

    mutating func vanish() { end(transfer.clientVanished(), as: lacksLastAcknowledgementOnly ? .sent : .aborted) }

    /// The last block of the window.
    private var windowEnd: UInt64 { min(acknowledged + UInt64(options.windowSize), transfer.lastBlock) }

    /// Whether of data that was acknowledged only the last block is not.
    private var lacksLastAcknowledgementOnly: Bool {
        highest == transfer.lastBlock && acknowledged > 0 && acknowledged + 1 == transfer.lastBlock
    }

    /// The client says nothing more: the transfer ends by itself.
    mutating func fallSilent() {
        for _ in 0..<Self.patience where outcome == nil { waitForTimer() }
        expect(outcome != nil, "a transfer that never ends")
    }

    private var jitter: UInt16 { UInt16(truncatingIfNeeded: (now &* 0x9E37_79B9_7F4A_7C15) >> 48) }

    private mutating func end(_ action: TransferAction, as expected: TransferOutcome) {
        expect(action == .finish(expected), "an end of another kind")
        outcome = outcome ?? expected
        deadline = .max
    }

    private mutating func fire() {
        let action = transfer.timerFired(now: now, jitter: jitter)
        expect(action != .wait, "a timer that does nothing")
        switch action {
        case .sendBlocks, .sendOptions:
            if !isHeard { unheardResends += 1 }
            // An address may be forged: however often it asks, the timer sends it no more than this.
            let allowed = Int(policy.resendsBeforeFirstAcknowledgement)
            expect(unheardResends <= allowed, "too many resends to a client never heard")
        case .wait, .finish:
            break
        }
        perform(action)
    }

    private mutating func perform(_ action: TransferAction) {
        defer {
            let resent = blocksSent - Int(highest) + max(0, offersSent - 1)
            expect(transfer.packetsResent == resent, "a wrong count of resends")
        }
        switch action {
        case .wait:
            return
        case .sendOptions(let timer):
            expect(isOffering, "an OACK within the transfer")
            offersSent += 1
            set(timer)
        case .sendBlocks(let blocks, let timer):
            check(blocks)
            set(timer)
        case .finish(let outcome):
            self.outcome = outcome
            deadline = .max
            expect(outcome != .sent || lacksLastAcknowledgementOnly, "a file called sent that was not")
            expect(outcome != .abandoned || !lacksLastAcknowledgementOnly, "a file sent that was not called so")
        }
    }

    private mutating func check(_ blocks: ClosedRange<UInt64>) {
        expect(!isOffering, "a block before the OACK was acknowledged")
        let follows = blocks.lowerBound == acknowledged + 1 || blocks.lowerBound == sent + 1
        expect(follows, "a window that does not follow the last ACK, or a gap in it")
        expect(blocks.upperBound <= windowEnd, "a block after the last, or more than the window has")
        // Nobody who acknowledged no data is sent a window twice: the address may be forged.
        let isAgain = blocks.lowerBound <= sent
        expect(!isAgain || acknowledged > 0 || blocks.count == 1, "a window sent again to a client never heard of it")
        sent = max(sent, blocks.upperBound)
        blocksSent += blocks.count
        expect(transfer.blocksSent == blocksSent, "a wrong count of blocks")
        highest = max(highest, blocks.upperBound)
        // What the engine reads of the file.
        let end = min(Int(blocks.upperBound) * options.blockSize, length)
        expect((Int(blocks.lowerBound) - 1) * options.blockSize <= end, "a block outside the file")
    }

    private mutating func set(_ timer: UInt64) {
        expect(timer > 0 && timer <= Self.longestTimer, "a timer that fires at once or never")
        deadline = now + timer
    }
}
