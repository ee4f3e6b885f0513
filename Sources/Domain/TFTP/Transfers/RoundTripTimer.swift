/// The adaptive resend interval: SRTT + 4 × variance (RFC 6298, asked for by RFC 1123 section 4.2.3.2).
///
/// What is measured should be alike: a small packet's round trip says little of a full window's.
public struct RoundTripTimer: Sendable {
    private var smoothed: UInt32 = 0
    private var variance: UInt32 = 0
    private var isMeasured = false

    /// Nothing measured yet.
    public init() {}

    /// Takes one measured round trip, in microseconds.
    public mutating func measured(_ microseconds: UInt64) {
        let sample = UInt32(clamping: microseconds)
        guard isMeasured else {
            isMeasured = true
            smoothed = sample
            variance = sample / 2
            return
        }
        let deviation = smoothed > sample ? smoothed - sample : sample - smoothed
        variance = variance - variance / 4 + deviation / 4
        smoothed = smoothed - smoothed / 8 + sample / 8
    }

    /// The interval before back-off, in microseconds; `nil` as long as nothing has been measured.
    public func interval(_ policy: RetransmissionPolicy) -> UInt64? {
        guard isMeasured else { return nil }
        let interval = UInt64(smoothed) + 4 * UInt64(variance)
        return min(max(interval, UInt64(policy.shortestInterval)), UInt64(policy.longestInterval))
    }
}
