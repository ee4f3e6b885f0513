/// When a packet that was not acknowledged is sent again, and how often. Times are in microseconds.
public struct RetransmissionPolicy: Sendable, Hashable {
    /// The first interval, until the client has been heard, when nothing is known of its network.
    public var firstInterval: UInt32 = 1_000_000
    /// The shortest first interval when something is known: a client that boots may be slower than its neighbours.
    public var shortestFirstInterval: UInt32 = 100_000
    /// Resends before the client has been heard: few, because its address may be forged (reflection attacks).
    public var resendsBeforeFirstAcknowledgement: UInt8 = 2
    /// Repeats of its request that are answered before the client has been heard; the rest are passed over in silence, so
    /// that one forged request sent again and again stays cheap for its victim. Our own choice: five answers lost in a row
    /// mean a dead link, and a client that asks on begins anew once the transfer has been given up.
    public var answeredRepeats: UInt8 = 4
    /// How long after a transfer's first request the same request is taken for a repeat that was under way when the first
    /// was answered, not for a client that begins anew: a client's own patience before it asks again. Our own choice.
    public var lateRepeatInterval: UInt32 = 1_000_000
    /// How long a client that negotiated a longer `timeout` (up to 255 s, RFC 2349) has for its first ACK; then it is given
    /// up without a resend, so that a forged request cannot keep its place for minutes. Our own choice.
    public var longestUnacknowledgedInterval: UInt32 = 10_000_000
    /// The shortest interval of the adaptive timer (RFC 1123 section 4.2.3.2).
    public var shortestInterval: UInt32 = 50_000
    /// The longest interval of the adaptive timer before it is backed off.
    public var longestInterval: UInt32 = 1_000_000
    /// The longest interval whatever the back-off.
    public var longestBackedOffInterval: UInt32 = 8_000_000
    /// Resends of one packet, or one window, to a client that has been heard.
    public var resends: UInt8 = 6
    /// Resends of the final packet: many clients never acknowledge it.
    public var resendsOfFinalBlock: UInt8 = 1
    /// How long a transfer whose final packet was resent waits, in silence, for a client that still wants it.
    public var lingerInterval: UInt32 = 2_000_000
    /// How often such a client can ask.
    public var resendsWhileLingering: UInt8 = 3

    /// The policy of tftp-conformance.md.
    public init() {}
}
