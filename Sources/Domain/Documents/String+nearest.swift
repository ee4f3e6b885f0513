extension String {
    /// A longer text is no name with a slip in it. Our own bound: comparing takes the product of both lengths.
    private static let longestSlip = 256

    /// The candidate that differs from this text in the fewest edits, when it is near enough to be a slip of the hand.
    public func nearest(in candidates: some Sequence<String>) -> String? {
        guard utf8.count <= Self.longestSlip else { return nil }
        let limit = Swift.max(1, count / 3)
        return
            candidates
            .map { (candidate: $0, distance: editDistance(to: $0, limit: limit)) }
            .filter { $0.distance <= limit }
            .min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }?
            .candidate
    }

    /// The fewest insertions, deletions, substitutions and swaps of neighbours between the two texts, without regard to
    /// case (optimal string alignment); anything over `limit` may be answered as `limit + 1`.
    private func editDistance(to other: String, limit: Int) -> Int {
        let left = Array(lowercased())
        let right = Array(other.lowercased())
        guard abs(left.count - right.count) <= limit else { return limit + 1 }
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var current = [row + 1]
            for (column, candidate) in right.enumerated() {
                let substitution = previous[column] + (character == candidate ? 0 : 1)
                var distance = Swift.min(substitution, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, character == right[column - 1], left[row - 1] == candidate {
                    distance = Swift.min(distance, beforePrevious[column - 1] + 1)
                }
                current.append(distance)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}

/// Remembers the nearest candidates of wrong names, for the same slip may stand in an input 100 000 times.
public final class NearestNames {
    /// How many different wrong names are remembered. Our own bound: those that problems are worded for.
    private static let maximum = ProblemCollector.maximum

    private struct Question: Hashable {
        let name: String
        let noun: String
    }

    private var answers: [Question: String?] = [:]

    /// Nothing remembered yet.
    public init() {}

    /// The candidate nearest to a name that is none of them; looked for once for each name and noun.
    ///
    /// - Parameters:
    ///   - name: The wrong name.
    ///   - noun: What the candidates are names of.
    ///   - candidates: The names there are, always the same for a noun.
    /// - Returns: The candidate, when one is near enough.
    public func nearest(to name: String, _ noun: String, in candidates: @autoclosure () -> [String]) -> String? {
        let question = Question(name: name, noun: noun)
        if let known = answers[question] { return known }
        // Of an input that is nothing but different wrong names, the first ones get a suggestion.
        guard answers.count < Self.maximum else { return nil }
        let nearest = name.nearest(in: candidates())
        answers[question] = .some(nearest)
        return nearest
    }
}
