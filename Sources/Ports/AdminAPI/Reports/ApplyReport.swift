/// What `apply` did to the saved state, or with `plan` would do.
public struct ApplyReport: Codable, Hashable, Sendable {
    /// Whether this is only what would be done.
    public var plan: Bool
    /// Objects that were not there before.
    public var created: [String]
    /// Objects that differ from before.
    public var updated: [String]
    /// Objects that the file does not name and that were deleted.
    public var deleted: [String]
    /// References that took the certificate beside the file.
    public var certificates: [String]
    /// How many objects were as the file says already.
    public var unchanged: Int
    /// Reminders and warnings.
    public var messages: [Message]
    /// The first files of new phones, published as a revision of their own (S02).
    public var firstFiles: ResetReport?
    /// The files of deleted phones, taken away in a revision of their own (S02).
    public var withdrawn: ResetReport?
    /// The files that would change at the next reset of all, grouped by identical change; only for a plan.
    public var changes: [ChangeGroupReport]?
    /// What the file takes away, what goes with deleted objects included.
    public var lost: [Loss]
    /// What it overwrites although it was changed after the state that the file shows; of a file that shows none, all that
    /// it changes and somebody else changed last.
    public var overwritten: [OverwrittenObject]
    /// Those of the created objects that have the name of one that was deleted or replaced before.
    public var returning: [ReturningObject]
    /// The plan in a form in which it can be carried out later; only when it was asked for.
    public var kept: String?

    /// A report with the given parts.
    public init(
        plan: Bool,
        created: [String],
        updated: [String],
        unchanged: Int,
        messages: [Message],
        firstFiles: ResetReport?,
        changes: [ChangeGroupReport]? = nil,
        deleted: [String] = [],
        certificates: [String] = [],
        withdrawn: ResetReport? = nil,
        lost: [Loss] = [],
        overwritten: [OverwrittenObject] = [],
        returning: [ReturningObject] = [],
        kept: String? = nil
    ) {
        self.returning = returning
        self.overwritten = overwritten
        self.kept = kept
        self.deleted = deleted
        self.certificates = certificates
        self.withdrawn = withdrawn
        self.lost = lost
        self.plan = plan
        self.created = created
        self.updated = updated
        self.unchanged = unchanged
        self.messages = messages
        self.firstFiles = firstFiles
        self.changes = changes
    }

    /// Whether anything is done, or with ``plan`` would be.
    public var changesAnything: Bool {
        !(created + updated + deleted + certificates).isEmpty || firstFiles != nil || withdrawn != nil
    }

    private enum CodingKeys: String, CodingKey {
        case plan, created, updated, deleted, certificates, unchanged, messages, changes, withdrawn, lost, overwritten,
            returning, kept
        case firstFiles = "first-files"
    }
}
