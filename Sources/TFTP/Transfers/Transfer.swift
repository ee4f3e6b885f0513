/// The sending side of one transfer: events in, actions out; it knows no socket and no clock.
///
/// Times are monotonic microseconds. `jitter` is a random number in its whole range that spreads resends.
public struct Transfer: Sendable {
    private enum Phase: UInt8 {
        /// The OACK is out; only ACK 0 moves on (RFC 2347 section 3).
        case offering
        /// Blocks are out.
        case sending
        /// The final block was resent and not acknowledged.
        case lingering
        case finished
    }

    /// The same for all, so that no open transfer holds a copy.
    private var policy: RetransmissionPolicy { RetransmissionPolicy() }
    private let windowSize: UInt16
    /// In seconds (RFC 2349 section 2); 0 for none.
    private let negotiatedInterval: UInt8
    /// In microseconds, when the client's network is known; else 0.
    private var expectedInterval: UInt32 = 0
    /// The number of the last block, the short or empty one.
    public let lastBlock: UInt64

    private var phase: Phase
    /// Blocks up to this one are acknowledged.
    private var acknowledged: UInt64 = 0
    /// Blocks up to this one are out.
    private var sent: UInt64 = 0
    /// The highest block that was ever sent, to tell repeats from first sends.
    private var highest: UInt64 = 0
    private var roundTrip = RoundTripTimer()
    private var sentAt: UInt64 = 0
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

    private var blockCount: UInt32 = 0
    private var repeatCount: UInt32 = 0

    /// A transfer that has not begun.
    ///
    /// - Parameters:
    ///   - options: What was agreed on.
    ///   - length: The number of octets to send, not negative.
    public init(options: NegotiatedOptions, length: Int) {
        windowSize = UInt16(clamping: options.windowSize)
        negotiatedInterval = UInt8(clamping: options.timeoutSeconds ?? 0)
        // An exact multiple of the block size ends with an empty block (RFC 1350 section 6, RFC 2348 section 2).
        lastBlock = UInt64(max(length, 0) / options.blockSize) + 1
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
    public mutating func expect(within interval: UInt64) {
        let expected = UInt32(clamping: interval)
        expectedInterval = min(max(expected, policy.shortestFirstInterval), policy.firstInterval)
    }

    /// When the first packet must be missing, in microseconds after it was sent; `nil` once it is acknowledged or was sent
    /// again, and when the client said itself how long to wait.
    public var firstWait: UInt64? {
        guard !isAcknowledged, repeatCount == 0, negotiatedInterval == 0 else { return nil }
        return UInt64(expectedInterval > 0 ? expectedInterval : policy.firstInterval)
    }

    /// The request was accepted.
    public mutating func begin(now: UInt64, jitter: UInt16) -> TransferAction {
        isTimed = true
        beganAt = now
        return send(now: now, jitter: jitter)
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
            phase = .sending
        case .sending, .lingering:
            let ahead = UInt64(wireBlock &- UInt16(truncatingIfNeeded: acknowledged))
            // Before the first ACK an ACK 0 is no repeat of anything, and its sender may be forged.
            if ahead == 0 && phase == .lingering && isAcknowledged { return resendToLingerer(now: now) }
            guard ahead > 0 && acknowledged + ahead <= sent else { return .wait }
            acknowledged += ahead
            phase = .sending
        }
        isAcknowledged = true
        if isTimed { roundTrip.measured(now >= sentAt ? now - sentAt : 0) }
        isTimed = true
        resends = 0
        if acknowledged == lastBlock { return finish(.fetched) }
        return send(now: now, jitter: jitter)
    }

    /// The timer ran out.
    public mutating func timerFired(now: UInt64, jitter: UInt16) -> TransferAction {
        switch phase {
        case .finished:
            return .wait
        case .lingering:
            return finish(outcomeInSilence)
        case .offering, .sending:
            break
        }
        if !isAcknowledged && negotiatedMicroseconds > UInt64(policy.longestUnacknowledgedInterval) {
            return finish(.abandoned)
        }
        if resends >= resendLimit {
            guard isEverythingSent else { return finish(.abandoned) }
            phase = .lingering
            resends = 0
            return .linger(timer: UInt64(policy.lingerInterval))
        }
        resends += 1
        isTimed = false
        return send(now: now, jitter: jitter)
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
            let isLate = phase != .lingering && now < beganAt + UInt64(policy.lateRepeatInterval)
            return isLate ? .wait : nil
        }
        guard repeats < policy.answeredRepeats else { return .wait }
        repeats += 1
        // One that lingers goes on lingering: no timer resends for it any more.
        if phase == .lingering { return sendLastAgain() }
        isTimed = false
        return send(now: now, jitter: jitter)
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

    private var resendLimit: UInt8 {
        if phase == .sending && sent == lastBlock { return policy.resendsOfFinalBlock }
        return isAcknowledged ? policy.resends : policy.resendsBeforeFirstAcknowledgement
    }

    /// Sends what is due: the OACK, or the window after the last acknowledged block.
    private mutating func send(now: UInt64, jitter: UInt16) -> TransferAction {
        sentAt = now
        if phase == .offering {
            if !isTimed { repeatCount &+= 1 }
            return .sendOptions(timer: interval(jitter: jitter))
        }
        let first = acknowledged + 1
        if first <= highest { isTimed = false }
        sent = min(acknowledged + UInt64(windowSize), lastBlock)
        count(first...sent)
        return .sendBlocks(first...sent, timer: interval(jitter: jitter))
    }

    /// A client that repeats its last ACK after the resend of the final block has missed both.
    private mutating func resendToLingerer(now: UInt64) -> TransferAction {
        guard resends < policy.resendsWhileLingering else { return .wait }
        resends += 1
        return sendLastAgain()
    }

    private mutating func sendLastAgain() -> TransferAction {
        isTimed = false
        count(acknowledged + 1...sent)
        return .sendBlocks(acknowledged + 1...sent, timer: UInt64(policy.lingerInterval))
    }

    private mutating func count(_ blocks: ClosedRange<UInt64>) {
        blockCount &+= UInt32(truncatingIfNeeded: blocks.count)
        if blocks.lowerBound <= highest {
            repeatCount &+= UInt32(truncatingIfNeeded: min(highest, blocks.upperBound) - blocks.lowerBound) + 1
        }
        highest = max(highest, blocks.upperBound)
    }

    private var negotiatedMicroseconds: UInt64 { UInt64(negotiatedInterval) * 1_000_000 }

    private func interval(jitter: UInt16) -> UInt64 {
        if negotiatedInterval > 0 {
            let longest = UInt64(policy.longestUnacknowledgedInterval)
            return isAcknowledged ? negotiatedMicroseconds : min(negotiatedMicroseconds, longest)
        }
        if isLastWaitUnheard { return lastWaitUnheard }
        let backedOff = interval << UInt64(min(resends, 8))
        // Up to an eighth more, so that clients that lost a packet together do not lose the next together.
        return min(backedOff + (backedOff * UInt64(jitter)) >> 19, UInt64(policy.longestBackedOffInterval))
    }

    /// The interval before back-off.
    private var interval: UInt64 {
        roundTrip.interval(policy) ?? UInt64(expectedInterval > 0 ? expectedInterval : policy.firstInterval)
    }

    private var isLastWaitUnheard: Bool {
        expectedInterval > 0 && !isAcknowledged && resends >= resendLimit
    }

    /// A client that has not been heard may be slow to begin: the resends come sooner in a network that is known, but it is
    /// given up no sooner than in one that is not.
    private var lastWaitUnheard: UInt64 {
        let waits = (UInt64(1) << UInt64(resendLimit + 1)) - 1
        let waited = waits >> 1 * UInt64(expectedInterval)
        return waits * UInt64(policy.firstInterval) - waited
    }

    private mutating func finish(_ outcome: TransferOutcome) -> TransferAction {
        phase = .finished
        return .finish(outcome)
    }
}
