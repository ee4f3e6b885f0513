public import Platform

/// What causes a publication: who, when, why, and as of which second.
public struct PublishingEvent: Hashable, Sendable {
    /// Who caused it.
    public let actor: String
    /// What it was, for instance `reset srst branch-12`.
    public let reason: String
    /// When, in seconds since 1970.
    public let now: UnixTime
    /// The second for which validity is judged, since 1970; chosen once and stored in the revision (T01).
    public let asOf: UnixTime
    /// Whether a clock that stands far ahead of the last known time is right.
    public var acceptsClock: Bool

    /// An event now, judged as of now unless another second is given.
    public init(actor: String, reason: String, now: UnixTime, asOf: UnixTime? = nil, acceptsClock: Bool = false) {
        self.acceptsClock = acceptsClock
        self.actor = actor
        self.reason = reason
        self.now = now
        self.asOf = asOf ?? now
    }
}
