public import Documents

/// The body of every answer that is a refusal.
public struct ProblemReport: Codable, Error, Sendable {
    /// The first problem.
    public var error: Problem
    /// All of them, when there are several.
    public var problems: [Problem]?

    /// A report of the given problems; an empty list reports nothing in particular.
    public init(_ all: [Problem]) {
        error = all.first ?? Problem(.unavailable, code: "internal", "The daemon failed.", hint: "See its log.")
        problems = all.count > 1 ? all : nil
    }

    /// The problems, one or more.
    public var all: [Problem] { problems ?? [error] }
}
