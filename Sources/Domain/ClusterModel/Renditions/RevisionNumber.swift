/// The number of a revision: 1 for the first, then one more each time. What is asked of revisions starts at 0, before the first.
public struct RevisionNumber: RawRepresentable, Hashable, Codable, Sendable {
    /// The number.
    public let rawValue: Int

    /// The revision of a number.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// The revision after it.
    public var next: RevisionNumber { RevisionNumber(rawValue: rawValue &+ 1) }
}

extension RevisionNumber: Comparable {
    /// Whether the first came before the second.
    public static func < (first: RevisionNumber, second: RevisionNumber) -> Bool { first.rawValue < second.rawValue }
}

extension RevisionNumber: ExpressibleByIntegerLiteral {
    /// The revision of a number.
    public init(integerLiteral number: Int) { self.init(rawValue: number) }
}

extension RevisionNumber: CustomStringConvertible {
    /// Its digits.
    public var description: String { String(rawValue) }
}
