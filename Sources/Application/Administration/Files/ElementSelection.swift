internal import Documents

/// Which places of a phone's file a request means: an element or attribute by the end of its path, an element with all
/// that is in it, or every one of a name. Whole names count, without regard to case.
struct ElementSelection {
    private struct Step {
        var name: String
        /// Counted from 1 among siblings of the name; `nil` for any.
        var position: Int?

        init(_ text: Substring) {
            let pieces = text.split(separator: "[", maxSplits: 1)
            position = pieces.count == 2 && pieces[1].hasSuffix("]") ? Int(pieces[1].dropLast()) : nil
            name = String(position == nil ? text : pieces.first ?? text)
        }

        func isMeant(by asked: Step) -> Bool {
            asked.name.lowercased() == name.lowercased() && (asked.position ?? position ?? 1) == (position ?? 1)
        }
    }

    private let steps: [Step]

    /// The places of `text`, for instance `srstInfo/isSecure`, `devicePool` or `line[2]`.
    init(_ text: String) { steps = Self.steps(text) }

    /// Whether a place is meant.
    func contains(_ path: String) -> Bool {
        runs(of: path).contains { zip($0, steps).allSatisfy { $0.isMeant(by: $1) } }
    }

    /// What may be meant, when no place is.
    func nearest(in paths: [String]) -> String? {
        let candidates = Set(paths.flatMap(runs).map(Self.text))
        return Self.text(steps[...]).nearest(in: candidates)
    }

    /// The parts of a path that are as long as what is looked for.
    private func runs(of path: String) -> [ArraySlice<Step>] {
        let whole = Self.steps(path)
        guard !steps.isEmpty, whole.count >= steps.count else { return [] }
        return (0...whole.count - steps.count).map { whole[$0..<$0 + steps.count] }
    }

    private static func steps(_ path: String) -> [Step] { path.split(separator: "/").map(Step.init) }

    private static func text(_ steps: ArraySlice<Step>) -> String { steps.map(\.name).joined(separator: "/") }
}
