/// How long a transfer waits for an acknowledgement before it sends again, in microseconds.
///
/// The client said so itself (RFC 2349), or it is learnt: from its network, then from the round trip of the OACK, then from
/// those of whole windows.
struct ResendTimer: Sendable {
    /// More would overflow the longest interval.
    private static let mostDoublings: UInt8 = 8

    /// The same for all, so that no open transfer holds a copy.
    private var policy: RetransmissionPolicy { RetransmissionPolicy() }
    /// When the client's network is known; else 0.
    private var expected: UInt32 = 0
    /// What the OACK's round trip took, when it was timed; else 0.
    private(set) var offerRoundTrip: UInt32 = 0
    /// What the first window may take on the wire.
    private let wireAllowance: UInt32
    /// Round trips of whole windows.
    private var roundTrip = RoundTripTimer()
    /// In seconds (RFC 2349 section 2); 0 for none.
    private let negotiatedSeconds: UInt8
    /// How often the interval is doubled: once for each resend, until a packet that was sent once is timed (RFC 6298
    /// section 5, Karn).
    private var doublings: UInt8 = 0

    /// Nothing is timed yet.
    ///
    /// - Parameters:
    ///   - negotiatedSeconds: What the client said; 0 when it said nothing.
    ///   - wireAllowance: What the first window may take on the wire.
    init(negotiatedSeconds: UInt8, wireAllowance: UInt32) {
        self.negotiatedSeconds = negotiatedSeconds
        self.wireAllowance = wireAllowance
    }

    /// What the client said; 0 when it said nothing.
    var negotiated: UInt64 { UInt64(negotiatedSeconds) * 1_000_000 }

    /// When the first packet must be missing, in a network of which something may be known.
    var first: UInt64 { UInt64(expected > 0 ? expected : policy.firstInterval) }

    /// Something has become known of the client's network.
    ///
    /// - Parameters:
    ///   - interval: After how long the first packet must be missing, as others' were timed.
    ///   - isOffer: Whether it is an OACK, as theirs may have been; a block takes longer.
    mutating func expect(within interval: UInt64, isOffer: Bool) {
        let within = UInt32(clamping: interval + (isOffer ? 0 : UInt64(wireAllowance)))
        expected = min(max(within, policy.shortestFirstInterval), policy.firstInterval)
    }

    /// The OACK was acknowledged after so long.
    mutating func offerMeasured(_ took: UInt64) { offerRoundTrip = max(1, UInt32(clamping: took)) }

    /// A whole window was acknowledged after so long.
    mutating func windowMeasured(_ took: UInt64) { roundTrip.measured(took) }

    /// What is out is sent again.
    mutating func backOff() { doublings = min(doublings, Self.mostDoublings - 1) + 1 }

    /// A packet that was sent once was acknowledged.
    mutating func endBackOff() { doublings = 0 }

    /// The interval for what is sent now.
    ///
    /// - Parameters:
    ///   - isHeard: Whether the client has ever acknowledged anything.
    ///   - jitter: A random number, which spreads resends by an eighth.
    /// - Returns: The interval; with back-off, unless the client said how long it is.
    func interval(isHeard: Bool, jitter: UInt16) -> UInt64 {
        guard negotiatedSeconds == 0 else { return negotiated }
        let interval = learnt
        let longest = max(interval, UInt64(policy.longestBackedOffInterval))
        let backedOff = isHeard ? min(interval << UInt64(doublings), longest) : interval << UInt64(doublings)
        // Up to an eighth more, so that clients that lost a packet together do not lose the next together.
        return backedOff + (backedOff * UInt64(jitter)) >> 19
    }

    /// The interval before back-off.
    private var learnt: UInt64 {
        if let interval = roundTrip.interval(policy) { return interval }
        guard offerRoundTrip > 0 else { return first }
        // The OACK was a small packet: SRTT + 4 × variance of one sample (RFC 6298 section 2.2), and what the window takes.
        let expected = 3 * UInt64(offerRoundTrip) + UInt64(wireAllowance)
        return min(max(expected, UInt64(policy.shortestInterval)), UInt64(policy.longestInterval))
    }
}
