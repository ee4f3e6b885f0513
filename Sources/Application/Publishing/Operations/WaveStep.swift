public import ClusterModel
public import Platform

/// What is to be done next of an operation in waves.
public enum WaveStep: Hashable, Sendable {
    /// Nothing yet.
    case wait
    /// The next wave.
    case publish
    /// Too many phones are stale: the rest is given up.
    case stop

    /// The next step of an operation.
    ///
    /// With a limit on stale phones, a wave waits until each phone of those before it has fetched its file or is stale:
    /// otherwise the pause would be over before any could be.
    ///
    /// - Parameters:
    ///   - waves: How it is cut.
    ///   - lastWave: When its last wave was committed, in seconds since 1970; none before the first.
    ///   - counts: What its phones came to so far.
    ///   - now: The second that it is judged for.
    public init(_ waves: Waves, lastWave: UnixTime?, counts: OutcomeCounts, now: UnixTime) {
        if let limit = waves.stopOnStale {
            if counts.hasStale(over: limit) {
                self = .stop
                return
            }
            if counts[.published] > 0 {
                self = .wait
                return
            }
        }
        guard let lastWave else {
            self = .publish
            return
        }
        // A last wave that is yet to come was committed while the clock was wrong.
        self = now >= lastWave + waves.pause || now < lastWave ? .publish : .wait
    }
}
