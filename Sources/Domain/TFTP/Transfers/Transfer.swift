/// The sending side of one transfer: events in, actions out; it knows no socket and no clock.
///
/// Times are monotonic microseconds. `jitter` is a random number in its whole range that spreads resends.
public struct Transfer: Sendable {
    /// Without payloads, which would be moved with every change of phase, and would cost each of 100 000 open transfers room:
    /// most of what follows holds in both phases. docs/architecture.md draws them.
    private enum Phase: UInt8 {
        /// The OACK is out; only ACK 0 moves on (RFC 2347 section 3).
        case offering
        /// Blocks are out.
        case sending
        case finished
    }

    /// The same for all, so that no open transfer holds a copy.
    private var policy: RetransmissionPolicy { RetransmissionPolicy() }
    private let windowSize: UInt16
    /// The number of the last block, the short or empty one.
    public let lastBlock: UInt64

    private var phase: Phase
    /// Blocks up to this one are acknowledged.
    private var acknowledged: UInt64 = 0
    /// Blocks up to this one are out.
    private var sent: UInt64 = 0
    /// The last block of the window.
    private var windowEnd: UInt64 = 0
    /// The highest block that was ever sent, to tell repeats from first sends.
    private var highest: UInt64 = 0
    private var timer: ResendTimer
    private var pace: WindowPace
    /// When the client last made progress and what is out was sent first.
    private var progressedAt: UInt64 = 0
    private var beganAt: UInt64 = 0
    /// Karn's rule: what was resent cannot be timed.
    private var isTimed = false
    /// Resends since the client last made progress.
    private var resends: UInt8 = 0
    /// Repeats of the request that were answered.
    private var repeats: UInt8 = 0

    /// Whether the client has ever acknowledged anything, so that its address is not forged.
    public private(set) var isAcknowledged = false
    /// DATA packets sent, repeats included.
    public var blocksSent: Int { Int(blockCount) }
    /// Packets that were sent before, OACKs included.
    public var packetsResent: Int { Int(repeatCount) }

    /// Whether as much as a window of data is acknowledged, or all of it.
    public var hasWindowBehind: Bool { acknowledged >= min(UInt64(windowSize), lastBlock) }

    /// Whether what is out was sent again because nothing was heard of it; not so after a gap, of which the client told.
    public var isResent: Bool { resends > 0 }

    private var blockCount: UInt32 = 0
    private var repeatCount: UInt32 = 0

    /// A transfer that has not begun.
    ///
    /// - Parameters:
    ///   - options: What was agreed on.
    ///   - length: The number of octets to send, not negative.
    public init(options: NegotiatedOptions, length: Int) {
        windowSize = UInt16(clamping: options.windowSize)
        // An exact multiple of the block size ends with an empty block (RFC 1350 section 6, RFC 2348 section 2).
        lastBlock = UInt64(max(length, 0) / options.blockSize) + 1
        timer = ResendTimer(
            negotiatedSeconds: UInt8(clamping: options.timeoutSeconds ?? 0),
            wireAllowance: Self.wireAllowance(blocks: min(lastBlock, UInt64(windowSize)), blockSize: options.blockSize)
        )
        pace = WindowPace(longestPerBlock: Self.wireAllowance(blocks: 1, blockSize: options.blockSize))
        phase = options.count > 0 ? .offering : .sending
    }

    /// Whether every block is out, so that only acknowledgements are missing.
    private var isEverythingSent: Bool { highest == lastBlock }

    /// How it ends when nothing more comes from the client: ``TransferOutcome/sent`` when only the acknowledgement of the
    /// last block is missing. Who has acknowledged nothing of the data, as with a file of one block, may have got nothing.
    public var outcomeInSilence: TransferOutcome {
        let lacksLastOnly = isEverythingSent && acknowledged > 0 && acknowledged + 1 == lastBlock
        return lacksLastOnly ? .sent : .abandoned
    }

    /// Something has become known of the client's network: the first packet need not be waited for as long as that of a
    /// client nothing is known of.
    ///
    /// - Parameter interval: After how many microseconds it must be missing.
    public mutating func expectAnswer(within interval: UInt64) {
        timer.expect(within: interval, isOffer: phase == .offering)
    }

    /// When the first packet must be missing, in microseconds after it was sent; `nil` once it is acknowledged or was sent
    /// again, and when the client said itself how long to wait.
    public var firstWait: UInt64? {
        guard !isAcknowledged, repeatCount == 0, timer.negotiated == 0 else { return nil }
        return timer.first
    }

    /// The request was accepted.
    public mutating func begin(now: UInt64, jitter: UInt16) -> TransferAction {
        isTimed = true
        beganAt = now
        progressedAt = now
        return phase == .offering
            ? .sendOptions(timer: interval(elapsed: 0, jitter: jitter)) : sendWindow(now: now, jitter: jitter)
    }

    /// An ACK came from the client.
    ///
    /// An ACK that does not lie among the outstanding blocks is ignored, a repeated one too (RFC 1123 section 4.2.3.1).
    /// One that lies inside the window reports a gap: the next window begins right after it (RFC 7440 section 4).
    ///
    /// - Parameters:
    ///   - wireBlock: The block's low 16 bits.
    ///   - now: The time.
    ///   - jitter: A random number.
    /// - Returns: What to do.
    public mutating func acknowledgementArrived(_ wireBlock: UInt16, now: UInt64, jitter: UInt16) -> TransferAction {
        switch phase {
        case .finished:
            return .wait
        case .offering:
            guard wireBlock == 0 else { return .wait }
            if isTimed { timer.offerMeasured(elapsed(now)) }
            phase = .sending
        case .sending:
            let ahead = UInt64(wireBlock &- UInt16(truncatingIfNeeded: acknowledged))
            guard ahead > 0 && acknowledged + ahead <= min(windowEnd, highest) else { return .wait }
            acknowledged += ahead
            measure(ahead, now: now)
        }
        isAcknowledged = true
        if isTimed { timer.endBackOff() }
        isTimed = true
        resends = 0
        if acknowledged == lastBlock { return finish(.fetched) }
        progressedAt = now
        return sendWindow(now: now, jitter: jitter)
    }

    /// Takes the time of a window, or of a part of one, that was acknowledged.
    private mutating func measure(_ blocks: UInt64, now: UInt64) {
        if acknowledged < windowEnd {
            // A part of a window takes less than a whole one.
            pace.gap(
                after: blocks,
                took: isTimed ? elapsed(now) : nil,
                of: UInt64(windowSize),
                roundTrip: timer.offerRoundTrip
            )
            isTimed = false
        } else if isTimed {
            timer.windowMeasured(elapsed(now))
            pace.measured(blocks, took: elapsed(now), roundTrip: timer.offerRoundTrip)
        }
    }

    /// The timer ran out.
    public mutating func timerFired(now: UInt64, jitter: UInt16) -> TransferAction {
        guard phase != .finished else { return .wait }
        if sent < windowEnd { return sendDue(now: now, jitter: jitter) }
        if isGivenUp(now: now) { return finish(outcomeInSilence) }
        resends = min(resends, .max - 1) + 1
        timer.backOff()
        isTimed = false
        return sendAgain(now: now, jitter: jitter)
    }

    /// Whether a client that did not answer in time is not waited for any longer.
    private func isGivenUp(now: UInt64) -> Bool {
        guard isAcknowledged else { return isLastWaitUnheard }
        return resends >= policy.fewestResends && elapsed(now) >= policy.patience
    }

    /// The same client sent the same request again.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - jitter: A random number.
    /// - Returns: The current packet again, a few times, then nothing to do; nothing, too, for a repeat that was overtaken
    ///   by the client's first ACK. `nil` when it must mean a new transfer.
    public mutating func requestRepeated(now: UInt64, jitter: UInt16) -> TransferAction? {
        guard phase != .finished else { return nil }
        guard !isAcknowledged else {
            return now < beganAt + UInt64(policy.lateRepeatInterval) ? .wait : nil
        }
        guard repeats < policy.answeredRepeats else { return .wait }
        repeats += 1
        isTimed = false
        return sendAgain(now: now, jitter: jitter)
    }

    /// The client sent an ERROR. Whatever was acknowledged before, it does not say that it has the file.
    ///
    /// - Parameter code: Its code. Clients end a transfer on purpose with 0 (not defined) or, once they have seen the
    ///   options, with 8 (RFC 2347 section 4).
    /// - Returns: The end.
    public mutating func errorArrived(_ code: UInt16) -> TransferAction {
        switch ErrorCode(rawValue: code) {
        case .undefined, .optionNegotiation: finish(.cancelled)
        default: finish(.aborted)
        }
    }

    /// The client's host said that nobody listens there any more: usual after the final block, the end before it.
    public mutating func clientVanished() -> TransferAction {
        finish(outcomeInSilence == .sent ? .sent : .aborted)
    }

    /// Begins the window after the last acknowledged block.
    private mutating func sendWindow(now: UInt64, jitter: UInt16) -> TransferAction {
        sent = acknowledged
        windowEnd = min(acknowledged + UInt64(windowSize), lastBlock)
        if acknowledged < highest { isTimed = false }
        return sendDue(now: now, jitter: jitter)
    }

    /// Sends what is due of the window: all of it, unless the link is slow.
    private mutating func sendDue(now: UInt64, jitter: UInt16) -> TransferAction {
        let elapsed = elapsed(now)
        let first = sent + 1
        sent = max(first, acknowledged + pace.due(of: windowEnd - acknowledged, after: elapsed))
        count(first...sent)
        guard sent == windowEnd else {
            return .sendBlocks(first...sent, timer: pace.pause(after: sent - acknowledged, elapsed: elapsed))
        }
        let interval = interval(elapsed: elapsed, jitter: jitter)
        // What was waited amid the window is part of what is measured, but not of what a client asked for.
        guard timer.negotiated == 0 else { return .sendBlocks(first...sent, timer: interval) }
        return .sendBlocks(first...sent, timer: max(interval - min(interval, elapsed), interval / 2))
    }

    /// Sends again what is missed first: the OACK, or one block.
    ///
    /// Of a window the first block is enough (RFC 7440 section 4 begins there): a client that has it reports how far it has
    /// come, and whoever forges acknowledgements brings no window a second time. A client that has acknowledged data gets
    /// the window once, the second time: it may be one that is silent until its window is full. Afterwards a block by itself
    /// gets through wherever anything does; of more of them the others might.
    private mutating func sendAgain(now: UInt64, jitter: UInt16) -> TransferAction {
        let wait = interval(elapsed: elapsed(now), jitter: jitter)
        if phase == .offering {
            repeatCount &+= 1
            return .sendOptions(timer: wait)
        }
        let first = acknowledged + 1
        let blocks = first...(acknowledged > 0 && resends == 2 ? windowEnd : first)
        count(blocks)
        return .sendBlocks(blocks, timer: wait)
    }

    private mutating func count(_ blocks: ClosedRange<UInt64>) {
        blockCount &+= UInt32(truncatingIfNeeded: blocks.count)
        if blocks.lowerBound <= highest {
            repeatCount &+= UInt32(truncatingIfNeeded: min(highest, blocks.upperBound) - blocks.lowerBound) + 1
        }
        highest = max(highest, blocks.upperBound)
    }

    private func interval(elapsed: UInt64, jitter: UInt16) -> UInt64 {
        if isLastWaitUnheard {
            let left = policy.patienceUnheard - min(policy.patienceUnheard, elapsed)
            return max(left, UInt64(policy.firstInterval))
        }
        return timer.interval(isHeard: isAcknowledged, jitter: jitter)
    }

    /// Whether a client that has not been heard is sent nothing more by itself: it may be slow to begin, or its
    /// acknowledgements may be lost, so it is waited for in silence.
    private var isLastWaitUnheard: Bool {
        !isAcknowledged
            && (resends >= policy.resendsBeforeFirstAcknowledgement
                || timer.negotiated > UInt64(policy.longestUnacknowledgedInterval))
    }

    private func elapsed(_ now: UInt64) -> UInt64 { now >= progressedAt ? now - progressedAt : 0 }

    /// What blocks may take on the wire, in microseconds, as long as none was timed.
    private static func wireAllowance(blocks: UInt64, blockSize: Int) -> UInt32 {
        let policy = RetransmissionPolicy()
        let octets = blocks * UInt64(blockSize + PacketLayout.dataHeaderBytes + PacketLayout.networkHeaderBytes)
        return UInt32(clamping: min(octets * UInt64(policy.microsecondsPerOctet), UInt64(policy.longestWireAllowance)))
    }

    private mutating func finish(_ outcome: TransferOutcome) -> TransferAction {
        phase = .finished
        return .finish(outcome)
    }
}
