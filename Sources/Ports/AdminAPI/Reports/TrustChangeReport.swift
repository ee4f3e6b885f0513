/// What a change of trusted certificates did, or with `plan` would do.
public struct TrustChangeReport: Codable, Hashable, Sendable {
    /// Whether this is only what would be done.
    public var plan: Bool
    /// Certificates that were not there before.
    public var added: [String]
    /// Certificates that are not there any more.
    public var removed: [String]
    /// How many were there already.
    public var unchanged: Int
    /// The files that were passed over: they hold the CAPF root, and no phone's certificate.
    public var passedOver: [String]?
    /// Reminders and warnings.
    public var messages: [Message]
    /// How many phones now wait for a reset because of it.
    public var pending: Int
    /// The first `CAPF.der`, published as a revision of its own.
    public var firstFile: ResetReport?
    /// The files that the next reset would change, grouped by identical change; only for a plan (A01).
    public var changes: [ChangeGroupReport]?

    /// A report with the given parts.
    public init(
        plan: Bool,
        added: [String],
        removed: [String] = [],
        unchanged: Int = 0,
        messages: [Message] = [],
        pending: Int = 0,
        firstFile: ResetReport? = nil,
        changes: [ChangeGroupReport]? = nil
    ) {
        self.plan = plan
        self.added = added
        self.removed = removed
        self.unchanged = unchanged
        self.messages = messages
        self.pending = pending
        self.firstFile = firstFile
        self.changes = changes
    }

    private enum CodingKeys: String, CodingKey {
        case plan, added, removed, unchanged, messages, pending, changes
        case firstFile = "first-file"
        case passedOver = "passed-over"
    }
}
