/// When a packet that was not acknowledged is sent again, and how often. Times are in microseconds.
public struct RetransmissionPolicy: Sendable, Hashable {
    /// The first interval, until the client has been heard, when nothing is known of its network.
    public var firstInterval: UInt32 = 1_000_000
    /// The shortest first interval when something is known: phones that boot together fill a slow link's queue within a tenth
    /// of a second, and what is resent while it waits there cannot be timed (Karn), so that the queue would stay unknown. Our
    /// own choice: the time of 50 full blocks at 2 Mbit/s.
    public var shortestFirstInterval: UInt32 = 300_000
    /// Resends before the client has been heard: few, because its address may be forged (reflection attacks).
    public var resendsBeforeFirstAcknowledgement: UInt8 = 2
    /// Repeats of its request that are answered before the client has been heard; the rest are passed over in silence, so
    /// that one forged request sent again and again stays cheap for its victim. Our own choice: five answers lost in a row
    /// mean a dead link, and a client that asks on begins anew once the transfer has been given up.
    public var answeredRepeats: UInt8 = 4
    /// How long after a transfer's first request the same request is taken for a repeat that was under way when the first
    /// was answered, not for a client that begins anew: a client's own patience before it asks again. Our own choice.
    public var lateRepeatInterval: UInt32 = 1_000_000
    /// With a longer `timeout` (up to 255 s, RFC 2349) nothing is resent to a client that has not been heard, so that a forged
    /// request cannot keep its place for minutes. Our own choice.
    public var longestUnacknowledgedInterval: UInt32 = 10_000_000
    /// How long a client that has not been heard has in all; most of it passes in silence. A client with a timer of five
    /// seconds acknowledges, or asks, five times in it. Our own choice.
    public var patienceUnheard: UInt64 = 30_000_000
    /// The shortest interval of the adaptive timer (RFC 1123 section 4.2.3.2).
    public var shortestInterval: UInt32 = 50_000
    /// The longest interval of the adaptive timer before it is backed off: a window of 64 full blocks takes 12 s at 64 kbit/s.
    public var longestInterval: UInt32 = 15_000_000
    /// How far back-off lengthens an interval that was shorter. TCP goes on to a minute (RFC 6298 section 2.4); one block
    /// every two seconds burdens no link, and a client with a timer of five must be sent its block while it still waits.
    /// Our own choice.
    public var longestBackedOffInterval: UInt32 = 2_000_000
    /// How long a client that has been heard is waited for after its last progress: twice what common clients wait for us,
    /// and long enough for 25 resends, of which one arrives and is answered where one packet in five gets through each way.
    /// Our own choice.
    public var patience: UInt64 = 60_000_000
    /// The fewest resends before it is given up, when a negotiated `timeout` or a slow link makes them rare.
    public var fewestResends: UInt8 = 6
    /// What an octet is allowed on the wire as long as no block was timed, in microseconds: 64 kbit/s, the slowest link we
    /// know phones behind.
    public var microsecondsPerOctet: UInt32 = 125
    /// The most that is allowed for a window: one block is sent again when it is over, and behind a slow link that block
    /// arrives after the window and does no harm. Our own choice.
    public var longestWireAllowance: UInt32 = 2_000_000

    /// The policy of tftp-conformance.md.
    public init() {}
}
