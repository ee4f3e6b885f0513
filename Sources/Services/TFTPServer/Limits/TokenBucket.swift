/// So many events a second on average, and as many at once.
struct TokenBucket {
    private let perSecond: Double
    private var tokens: Double
    private var refilledAt: UInt64

    /// A full bucket.
    init(perSecond: Int, now: UInt64) {
        self.perSecond = Double(perSecond)
        tokens = self.perSecond
        refilledAt = now
    }

    /// Whether one more event may happen at `now`, in monotonic microseconds.
    mutating func take(now: UInt64) -> Bool {
        if now > refilledAt {
            tokens = min(perSecond, tokens + Double(now - refilledAt) * perSecond / 1_000_000)
            refilledAt = now
        }
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}
