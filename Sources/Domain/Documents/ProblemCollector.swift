/// Gathers problems, so that one run over an input reports all of them together.
///
/// It keeps the first so many and counts the rest: one wrong name in a head may be wrong 100 000 times.
public final class ProblemCollector {
    /// How many problems are kept. Our own bound: nobody mends more in one round.
    public static let maximum = 1_000

    private var kept: [Problem] = []
    private var skipped = 0

    /// An empty collector.
    public init() {}

    /// What was found so far, in the order of the input; behind the last that is kept, how many more there are.
    public var problems: [Problem] {
        guard skipped > 0 else { return kept }
        return kept + [
            Problem(
                .validation,
                code: "more-problems",
                "There \(skipped == 1 ? "is" : "are") \(Quantity(skipped, "more problem")).",
                hint: "Mend those above first; many may have the same cause."
            )
        ]
    }

    /// Whether further problems are only counted: then there is no need to word them.
    public var isFull: Bool { kept.count >= Self.maximum }

    /// Notes one more problem.
    public func add(_ problem: @autoclosure () -> Problem) {
        if isFull { skipped += 1 } else { kept.append(problem().shortened) }
    }

    /// Counts one more problem, when it is full.
    public func skip() { skipped += 1 }
}

extension Problem {
    /// The longest text that a problem repeats, in characters. Our own bound: an input may hold the same megabyte a
    /// thousand times.
    private static let longestText = 2_000

    /// This problem without what is too long to be read.
    fileprivate var shortened: Problem {
        var problem = self
        problem.message = Self.shortened(message)
        problem.object = object.map(Self.shortened)
        problem.field = field.map(Self.shortened)
        problem.hint = hint.map(Self.shortened)
        return problem
    }

    private static func shortened(_ text: String) -> String {
        // Octets are counted at once, characters one by one.
        guard text.utf8.count > longestText else { return text }
        let start = text.prefix(longestText)
        return start.endIndex == text.endIndex ? text : start + "…"
    }
}
