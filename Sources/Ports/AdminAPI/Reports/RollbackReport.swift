public import ClusterModel

/// What a rollback did, or with `plan` would do.
public struct RollbackReport: Codable, Hashable, Sendable {
    /// The revision whose files are served again.
    public var target: RevisionNumber
    /// Whether this is only what would be done.
    public var plan: Bool
    /// The revision it was committed as; none when nothing changed.
    public var revision: RevisionNumber?
    /// The phones whose earlier file is served again.
    public var restored: [String]
    /// Whether `XMLDefault.cnf.xml` is served as it was.
    public var defaultFile: Bool
    /// Whether `CAPF.der` is served as it was.
    public var capfFile: Bool
    /// The phones that got their first file since, and keep what they have.
    public var newer: [String]
    /// The phones that were deleted since, and stay without a file.
    public var deleted: [String]
    /// How many of the files contradict what is saved today, by the reason.
    public var contradictions: [String: Int]
    /// The files that change, grouped by identical change.
    public var changes: [ChangeGroupReport]
    /// What else to know.
    public var messages: [Message]
    /// The operation that tells what becomes of the phones; none when no file changed, and for a plan.
    public var operation: Int?
    /// How many phones whose file changes wait for a later wave.
    public var deferred: Int?
    /// How many waves there are, with the first, when phones wait for a later one.
    public var waves: Int?
    /// The SHA-256 of what would change, which ``RollbackRevision/expected`` takes; only for a plan.
    public var digest: String?

    /// A report with the given parts.
    public init(
        target: RevisionNumber,
        plan: Bool,
        revision: RevisionNumber?,
        restored: [String],
        defaultFile: Bool,
        capfFile: Bool,
        newer: [String],
        deleted: [String],
        contradictions: [String: Int],
        changes: [ChangeGroupReport],
        messages: [Message]
    ) {
        self.target = target
        self.plan = plan
        self.revision = revision
        self.restored = restored
        self.defaultFile = defaultFile
        self.capfFile = capfFile
        self.newer = newer
        self.deleted = deleted
        self.contradictions = contradictions
        self.changes = changes
        self.messages = messages
    }

    private enum CodingKeys: String, CodingKey {
        case target, plan, revision, restored, newer, deleted, contradictions, changes, messages, operation, deferred,
            waves, digest
        case defaultFile = "default-file"
        case capfFile = "capf-file"
    }
}
