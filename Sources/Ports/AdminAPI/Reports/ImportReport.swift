public import ClusterModel

/// What an import did to the saved state, or with `plan` would do.
public struct ImportReport: Codable, Hashable, Sendable {
    /// Whether this is only what would be done.
    public var plan: Bool
    /// Whether anything was saved: nothing is when a row was refused, unless the import was told to keep going.
    public var saved: Bool
    /// How many rows were, or would be, new objects.
    public var added = 0
    /// How many differ from what was saved.
    public var updated = 0
    /// How many are as the file says already.
    public var unchanged = 0
    /// How many rows cannot be saved.
    public var refused = 0
    /// How many of the new objects have the name of one that was deleted or replaced before.
    public var broughtBack = 0
    /// The revision with the first files of new phones (S02); none when there is none.
    public var revision: RevisionNumber?
    /// How many phones got their first file.
    public var firstFiles = 0
    /// Reminders and warnings.
    public var messages: [Message] = []
    /// The files that would change at the next reset of all, grouped by identical change; only for a plan.
    public var changes: [ChangeGroupReport]?
    /// What the file takes away.
    public var lost: [Loss] = []

    /// The report before the first row.
    public init(plan: Bool) {
        self.plan = plan
        saved = false
    }

    /// Counts a row.
    public mutating func count(_ outcome: ImportRow.Outcome) {
        switch outcome {
        case .added: added += 1
        case .updated: updated += 1
        case .unchanged: unchanged += 1
        case .refused: refused += 1
        }
    }

    private enum CodingKeys: String, CodingKey {
        case plan, saved, added, updated, unchanged, refused, revision, messages, changes, lost
        case firstFiles = "first-files"
        case broughtBack = "brought-back"
    }
}
