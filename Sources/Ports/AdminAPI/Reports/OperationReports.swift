public import ClusterModel

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

/// How many phones of a reset came to what.
public struct PhoneCounts: Codable, Hashable, Sendable {
    /// Left alone, because their bytes are the same.
    public var unchanged: Int
    /// Waited for: their file is published, and not fetched yet.
    public var published: Int
    /// Have fetched exactly these bytes.
    public var fetched: Int
    /// Were sent exactly these bytes; only the last acknowledgement never came.
    public var sent: Int
    /// Have not fetched their file in time.
    public var stale: Int
    /// Had not fetched it when a later revision took its place.
    public var superseded: Int
    /// Their file was taken away.
    public var withdrawn: Int

    /// So many of each.
    public init(
        unchanged: Int,
        published: Int,
        fetched: Int,
        sent: Int,
        stale: Int,
        superseded: Int,
        withdrawn: Int
    ) {
        self.unchanged = unchanged
        self.published = published
        self.fetched = fetched
        self.sent = sent
        self.stale = stale
        self.superseded = superseded
        self.withdrawn = withdrawn
    }

    /// How many phones got a new file.
    public var changed: Int { published + fetched + sent + stale + superseded }
}

/// One revision of a reset.
public struct WaveReport: Codable, Hashable, Sendable {
    /// The revision's number.
    public var revision: RevisionNumber
    /// When it was committed, ISO 8601.
    public var time: String
    /// How many phones' files it published.
    public var published: Int
    /// Whether the phones are told by a notifier: `none`, `due`, `telling` or `done`.
    public var notice: String
    /// How many phones were told to fetch their files.
    public var told: Int
    /// How many could not be told.
    public var notTold: Int
    /// The first reason why not.
    public var noticeReason: String?

    /// A report with the given parts.
    public init(
        revision: RevisionNumber,
        time: String,
        published: Int,
        notice: String,
        told: Int,
        notTold: Int,
        noticeReason: String?
    ) {
        self.revision = revision
        self.time = time
        self.published = published
        self.notice = notice
        self.told = told
        self.notTold = notTold
        self.noticeReason = noticeReason
    }

    private enum CodingKeys: String, CodingKey {
        case revision, time, published, notice, told
        case notTold = "not-told"
        case noticeReason = "notice-reason"
    }
}

/// What a reset came to at one phone.
public struct PhoneOutcomeReport: Codable, Hashable, Sendable {
    /// The phone.
    public var phone: String
    /// `published`, `fetched`, `sent`, `stale`, `superseded` or `withdrawn`.
    public var outcome: String
    /// The revision that published its file.
    public var revision: RevisionNumber
    /// When it had the whole file, ISO 8601.
    public var time: String?
    /// The address it fetched from.
    public var address: String?

    /// A report with the given parts.
    public init(phone: String, outcome: String, revision: RevisionNumber, time: String?, address: String?) {
        self.phone = phone
        self.outcome = outcome
        self.revision = revision
        self.time = time
        self.address = address
    }
}

/// Resets, the latest first.
public struct OperationListReport: Codable, Hashable, Sendable {
    /// The operations.
    public var operations: [OperationReport]

    /// The given operations.
    public init(operations: [OperationReport]) { self.operations = operations }
}
