/// When to give up, on a clock that nobody sets.
public struct Deadline: Sendable {
    private let instant: ContinuousClock.Instant

    /// The deadline a while from now.
    public init(after duration: Duration) { instant = .now + duration }

    /// The earlier of two.
    public func earlier(_ other: Deadline) -> Deadline { other.instant < instant ? other : self }

    /// What `poll` waits: whole milliseconds, rounded up, so that it does not return early; 0 once it has passed.
    var milliseconds: CInt {
        let left = ContinuousClock.Instant.now.duration(to: instant)
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        let attosecondsPerMillisecond: Int64 = 1_000_000_000_000_000
        let rest = (attoseconds + attosecondsPerMillisecond - 1) / attosecondsPerMillisecond
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        return overflow ? .max : CInt(clamping: whole + rest)
    }
}
