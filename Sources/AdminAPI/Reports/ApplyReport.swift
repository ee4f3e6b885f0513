/// What `apply` did to the saved state, or with `plan` would do.
public struct ApplyReport: Codable, Hashable, Sendable {
    /// Whether this is only what would be done.
    public var plan: Bool
    /// Objects that were not there before.
    public var created: [String]
    /// Objects that differ from before.
    public var updated: [String]
    /// How many objects were as the file says already.
    public var unchanged: Int
    /// Reminders and warnings.
    public var messages: [Message]
    /// The first files of new phones, published as a revision of their own (S02).
    public var firstFiles: ResetReport?
    /// The files that would change at the next reset of all, grouped by identical change; only for a plan.
    public var changes: [ChangeGroupReport]?

    /// A report with the given parts.
    public init(
        plan: Bool,
        created: [String],
        updated: [String],
        unchanged: Int,
        messages: [Message],
        firstFiles: ResetReport?,
        changes: [ChangeGroupReport]? = nil
    ) {
        self.plan = plan
        self.created = created
        self.updated = updated
        self.unchanged = unchanged
        self.messages = messages
        self.firstFiles = firstFiles
        self.changes = changes
    }

    private enum CodingKeys: String, CodingKey {
        case plan, created, updated, unchanged, messages, changes
        case firstFiles = "first-files"
    }
}
