/// What went wrong, in the words of whoever has to mend it: the object, the field, the reason and the remedy (A03).
public struct Problem: Error, Hashable, Sendable, Codable {
    /// The sort of refusal; it decides the exit code of the CLI and the status of the API.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// The call itself is malformed.
        case usage
        /// A named object does not exist.
        case notFound = "not-found"
        /// The object has changed since it was read, or is still in use.
        case conflict
        /// A certificate or a fingerprint cannot be trusted.
        case trust
        /// A value or a combination of values cannot be.
        case validation
        /// The change needs an explicit confirmation.
        case unconfirmed
        /// The caller may not do this.
        case denied
        /// The daemon, the store or the disk cannot do it now.
        case unavailable
    }

    /// The sort of refusal.
    public var kind: Kind
    /// A stable word for programs, for instance `unknown-key`.
    public var code: String
    /// One sentence: what is wrong.
    public var message: String
    /// The object, for instance `phone SEP001122334455`.
    public var object: String?
    /// The field of the object.
    public var field: String?
    /// One sentence: what mends it.
    public var hint: String?
    /// The line of the input file, counted from 1.
    public var line: Int?

    /// A problem with the given parts.
    public init(
        _ kind: Kind,
        code: String,
        _ message: String,
        object: String? = nil,
        field: String? = nil,
        hint: String? = nil,
        line: Int? = nil
    ) {
        self.kind = kind
        self.code = code
        self.message = message
        self.object = object
        self.field = field
        self.hint = hint
        self.line = line
    }
}

extension Problem {
    /// The refusal of what was given up before its end, because whoever asked went away or the daemon stops.
    public static let abandoned = Problem(
        .unavailable,
        code: "abandoned",
        "The daemon is stopping, so the request was given up; nothing was changed.",
        hint: "Repeat it when the daemon runs again."
    )

    /// The code of ``failure(_:)``.
    public static let failureCode = "internal"

    /// The refusal of what failed for a reason that nobody foresaw; whoever makes it has it logged.
    public static func failure(_ error: any Error) -> Problem {
        Problem(.unavailable, code: failureCode, "The daemon failed: \(error).", hint: "See its log.")
    }
}

extension Problem: CustomStringConvertible {
    /// `line 12: phone SEP001122334455, field "model": … Remedy`, all on one line.
    public var description: String {
        var place: [String] = []
        if let object { place.append(object) }
        if let field { place.append("field \"\(field)\"") }
        let head = (line.map { "line \($0): " } ?? "") + (place.isEmpty ? "" : place.joined(separator: ", ") + ": ")
        return head + message + (hint.map { " " + $0 } ?? "")
    }
}

/// Several problems reported together, so that an input file is mended in one round.
public struct Problems: Error, Hashable, Sendable {
    /// The problems, in the order of the input; never empty when thrown.
    public var all: [Problem]

    /// The given problems.
    public init(_ all: [Problem]) { self.all = all }
}
