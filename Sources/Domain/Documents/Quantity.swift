/// How many of something, as an administrator reads it: `1 phone file`, `3 phone files`.
public struct Quantity: Sendable, Hashable, CustomStringConvertible {
    private let count: Int
    private let noun: String

    /// So many of something.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - noun: One of it, in a word whose plural ends with s: `phone file`.
    public init(_ count: Int, _ noun: String) {
        self.count = count
        self.noun = noun
    }

    /// The number and the noun.
    public var description: String { "\(count) \(choose(noun, noun + "s"))" }

    /// The words that agree with the number: `file.choose("changes", "change")`.
    public func choose(_ one: String, _ other: String) -> String { count == 1 ? one : other }
}
