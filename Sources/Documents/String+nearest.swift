extension String {
    /// The candidate that differs from this text in the fewest edits, when it is near enough to be a slip of the hand.
    public func nearest(in candidates: some Sequence<String>) -> String? {
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
