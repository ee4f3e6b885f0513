public import Documents

/// What became of one row of an import, or with `plan` would.
public struct ImportRow: Codable, Hashable, Sendable {
    /// What became of it.
    public enum Outcome: String, Codable, Sendable, CaseIterable {
        /// It was not there before.
        case added
        /// It differs from before.
        case updated
        /// It is as the row says already.
        case unchanged
        /// The row cannot be saved.
        case refused
    }

    /// The row's number as a spreadsheet counts: the heads are row 1.
    public var row: Int
    /// The object's name; none when the row has none that can be read.
    public var name: String?
    /// What became of it.
    public var outcome: Outcome
    /// Why it was refused: the first problem.
    public var error: Problem?
    /// All of them, when there are several.
    public var problems: [Problem]?
    /// How the object went that the row brings back; none when it is new, or was there.
    public var bringsBack: DepartureReport?

    /// The result of a row.
    public init(
        row: Int,
        name: String?,
        outcome: Outcome,
        problems: [Problem] = [],
        bringsBack: DepartureReport? = nil
    ) {
        self.row = row
        self.name = name
        self.outcome = outcome
        self.bringsBack = bringsBack
        error = problems.first
        self.problems = problems.count > 1 ? problems : nil
    }

    private enum CodingKeys: String, CodingKey {
        case row, name, outcome, error, problems
        case bringsBack = "brings-back"
    }
}
