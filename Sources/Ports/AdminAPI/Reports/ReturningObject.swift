public import Documents

/// A new object of a file that has the name of one that was deleted or replaced before.
public struct ReturningObject: Codable, Hashable, Sendable {
    /// How messages name it.
    public var object: String
    /// How it went before.
    public var bringsBack: DepartureReport

    /// An object that is brought back.
    public init(_ object: String, bringsBack: DepartureReport) {
        self.object = object
        self.bringsBack = bringsBack
    }

    private enum CodingKeys: String, CodingKey {
        case object
        case bringsBack = "brings-back"
    }
}

/// How an object went that a file brings back.
public struct DepartureReport: Codable, Hashable, Sendable {
    /// The phone that took its place; none when it was deleted.
    public var replacedBy: String?
    /// When, in ISO 8601.
    public var at: String
    /// Who deleted or replaced it.
    public var actor: String
    /// That as a sentence without its subject, for instance `was deleted on 2026-11-30T10:00:00Z, by root`.
    public var text: String

    /// A departure with the given parts.
    public init(replacedBy: String?, at: String, actor: String, text: String) {
        self.replacedBy = replacedBy
        self.at = at
        self.actor = actor
        self.text = text
    }

    private enum CodingKeys: String, CodingKey {
        case at, actor, text
        case replacedBy = "replaced-by"
    }
}

extension ReturningObject {
    /// The code of the refusal of a file that brings back what was deleted or replaced, until somebody has agreed.
    public static let refusalCode = "would-bring-back"

    /// Whether a problem is the refusal of a change until somebody has agreed to what it takes away or brings back.
    public static func isRefusal(_ problem: Problem) -> Bool {
        Loss.isRefusal(problem) || problem.kind == .unconfirmed && problem.code == refusalCode
    }
}
