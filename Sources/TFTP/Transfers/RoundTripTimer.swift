/// The adaptive resend interval of one transfer: SRTT + 4 × variance (RFC 6298, asked for by RFC 1123 section 4.2.3.2).
struct RoundTripTimer: Sendable {
    private var smoothed: UInt32 = 0
    private var variance: UInt32 = 0
    private var isMeasured = false

    /// Takes one measured round trip, in microseconds.
    mutating func measured(_ microseconds: UInt64) {
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

    /// The interval before back-off, in microseconds; the first interval as long as nothing has been measured.
    func interval(_ policy: RetransmissionPolicy) -> UInt64 {
        guard isMeasured else { return policy.firstInterval }
        let interval = UInt64(smoothed) + 4 * UInt64(variance)
        return min(max(interval, policy.shortestInterval), policy.longestInterval)
    }
}
