/// A reset and what became of its phones (A02).
public struct OperationReport: Codable, Hashable, Sendable {
    /// The operation's number.
    public var id: Int
    /// `reset` or `rollback`.
    public var kind: String
    /// Who did it.
    public var actor: String
    /// What was reset, for instance `srst branch-12`, or rolled back to, for instance `revision 3`.
    public var selection: String
    /// When, ISO 8601.
    public var started: String
    /// The second for which validity was judged, ISO 8601.
    public var asOf: String
    /// `running`, `converged`, `stale`, `superseded`, `cancelled` or `stopped`.
    public var state: String
    /// Why it was cancelled or stopped.
    public var reason: String?
    /// When the last phones that got a file count as stale, ISO 8601.
    public var deadline: String?
    /// How many phones came to what.
    public var counts: PhoneCounts
    /// How many phones wait for a later wave.
    public var remaining: Int
    /// Its revisions.
    public var waves: [WaveReport]
    /// The phones that it published or took away, when they were asked for.
    public var phones: [PhoneOutcomeReport]?

    /// A report with the given parts.
    public init(
        id: Int,
        kind: String = "reset",
        actor: String,
        selection: String,
        started: String,
        asOf: String,
        state: String,
        reason: String?,
        deadline: String?,
        counts: PhoneCounts,
        remaining: Int,
        waves: [WaveReport],
        phones: [PhoneOutcomeReport]?
    ) {
        self.id = id
        self.kind = kind
        self.actor = actor
        self.selection = selection
        self.started = started
        self.asOf = asOf
        self.state = state
        self.reason = reason
        self.deadline = deadline
        self.counts = counts
        self.remaining = remaining
        self.waves = waves
        self.phones = phones
    }

    /// Whether phones are still waited for, or waves follow.
    public var isRunning: Bool { state == "running" || counts.published > 0 }

    private enum CodingKeys: String, CodingKey {
        case id, kind, actor, selection, started, state, reason, deadline, counts, remaining, waves, phones
        case asOf = "as-of"
    }
}
