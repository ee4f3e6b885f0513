/// What a change of one object did, or with `plan` would do.
public struct ChangeReport: Codable, Hashable, Sendable {
    /// The object, for instance `srst branch-12`.
    public var object: String
    /// Whether this is only what would be done.
    public var plan: Bool
    /// Whether anything differs from before.
    public var changed: Bool
    /// The object's version now; none when it is gone.
    public var version: Int?
    /// Reminders and warnings.
    public var messages: [Message]
    /// How many phones now wait for a reset, as far as this object goes.
    public var pending: Int
    /// The reset that was done in the same step, when one was asked for or the change is one of S02's exceptions.
    public var reset: ResetReport?
    /// The files of its dependents that would change at their next reset, grouped by identical change; only for a plan
    /// without a reset in the same step, which says so itself.
    public var changes: [ChangeGroupReport]?
    /// What the change takes away.
    public var lost: [Loss]

    /// A report with the given parts.
    public init(
        object: String,
        plan: Bool,
        changed: Bool,
        version: Int?,
        messages: [Message] = [],
        pending: Int = 0,
        reset: ResetReport? = nil,
        changes: [ChangeGroupReport]? = nil,
        lost: [Loss] = []
    ) {
        self.object = object
        self.plan = plan
        self.changed = changed
        self.version = version
        self.messages = messages
        self.pending = pending
        self.reset = reset
        self.changes = changes
        self.lost = lost
    }
}
