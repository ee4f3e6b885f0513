/// A pattern over whole texts, without regard to case: `*` is any text, `?` any one character.
public struct Wildcard: Hashable, Sendable {
    private let pattern: [Character]

    /// The pattern in `text`.
    public init(_ text: String) { pattern = Array(text.lowercased()) }

    /// Whether a text holds wildcards.
    public static func isPattern(_ text: String) -> Bool { text.contains { $0 == "*" || $0 == "?" } }

    /// Whether all of `text` fits the pattern.
    public func matches(_ text: String) -> Bool {
        let text = Array(text.lowercased())
        var place = (pattern: 0, text: 0)
        // Where to go on when what follows the latest star did not fit: one character further.
        var star: (pattern: Int, text: Int)?
        while place.text < text.count {
            if place.pattern < pattern.count, pattern[place.pattern] == "*" {
                star = (place.pattern + 1, place.text)
                place.pattern += 1
            } else if place.pattern < pattern.count,
                pattern[place.pattern] == "?" || pattern[place.pattern] == text[place.text]
            {
                place = (place.pattern + 1, place.text + 1)
            } else if let back = star {
                star = (back.pattern, back.text + 1)
                place = (back.pattern, back.text + 1)
            } else {
                return false
            }
        }
        return pattern[place.pattern...].allSatisfy { $0 == "*" }
    }
}
