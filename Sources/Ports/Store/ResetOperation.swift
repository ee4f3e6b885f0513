public import ClusterModel
public import Platform

/// A reset with an outcome for each phone (A02): who reset what, and when its phones count as stale.
///
/// What became of each phone is not kept here: it follows from the publications of its waves and from the phones'
/// arrivals (``PhoneDelivery``).
public struct ResetOperation: Hashable, Sendable {
    /// How far publishing has come.
    public enum Phase: String, Sendable, CaseIterable {
        /// More waves follow.
        case publishing
        /// Everything is published.
        case published
        /// Somebody cancelled the waves that were left.
        case cancelled
        /// The waves that were left were given up.
        case stopped
    }

    /// What is published.
    public enum Work: Hashable, Sendable {
        /// Files made anew from the saved state.
        case reset
        /// The files of an earlier revision, by its number.
        case rollback(to: RevisionNumber)
    }

    /// The operation's number, from 1; 0 before it is added.
    public var id: Int
    /// Who reset.
    public var actor: String
    /// What is published.
    public var work: Work
    /// What was reset, or rolled back to, in words.
    public var description: String
    /// When, in seconds since 1970.
    public var startedAt: UnixTime
    /// The second for which validity is judged in every wave, since 1970.
    public var asOf: UnixTime
    /// How many seconds after its wave a phone that has not fetched its file counts as stale.
    public var staleAfter: Int
    /// How many selected phones were left alone because their bytes are the same.
    public var unchanged: Int
    /// How far publishing has come.
    public var phase: Phase
    /// Why it was cancelled or stopped.
    public var reason: String?
    /// How it goes on in waves; none when everything was published at once.
    public var waves: WavePlan?
    /// How many phones wait for a later wave.
    public var remaining: Int

    /// An operation with the given parts.
    public init(
        id: Int = 0,
        actor: String,
        work: Work = .reset,
        description: String,
        startedAt: UnixTime,
        asOf: UnixTime,
        staleAfter: Int,
        unchanged: Int,
        phase: Phase,
        reason: String? = nil,
        waves: WavePlan? = nil,
        remaining: Int = 0
    ) {
        self.id = id
        self.actor = actor
        self.work = work
        self.description = description
        self.startedAt = startedAt
        self.asOf = asOf
        self.staleAfter = staleAfter
        self.unchanged = unchanged
        self.phase = phase
        self.reason = reason
        self.waves = waves
        self.remaining = remaining
    }
}
