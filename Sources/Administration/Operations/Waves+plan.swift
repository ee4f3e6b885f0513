internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

extension Reset.Waves {
    /// The waves that were asked for, checked.
    ///
    /// - Parameters:
    ///   - selection: The phones.
    ///   - acceptsLoss: Whether later waves may do what takes a confirmation, too.
    ///   - object: What is cut into waves, in a word.
    /// - Returns: How it goes on.
    /// - Throws: A `Problem` for a number that is out of range.
    func plan(
        _ selection: PhoneSelection,
        accepting acceptsLoss: Bool,
        of object: String
    ) throws(Problem) -> WavePlan {
        WavePlan(
            selection: selection,
            size: try Self.atLeast(1, size, "wave", object),
            pause: try Self.atLeast(0, pause, "pause", object),
            stopOnStale: try Self.percent(stopOnStale, object),
            acceptsExpiredLoss: acceptsLoss
        )
    }

    /// The time after which phones count as stale, checked.
    static func staleAfter(_ value: Int?, of object: String) throws(Problem) -> Int? {
        guard let value else { return nil }
        return try atLeast(1, value, "stale-after", object)
    }

    /// A century of seconds: sums with times stay far from overflowing.
    private static let greatest = 3_153_600_000

    private static func atLeast(
        _ least: Int,
        _ value: Int,
        _ field: String,
        _ object: String
    ) throws(Problem) -> Int {
        guard (least...greatest).contains(value) else {
            throw outOfRange("\(value) is out of range.", "Give a number from \(least) to \(greatest).", field, object)
        }
        return value
    }

    private static func percent(_ value: Int?, _ object: String) throws(Problem) -> Int? {
        guard let value else { return nil }
        guard (0...100).contains(value) else {
            throw outOfRange("\(value) is no percentage.", "Give a number from 0 to 100.", "stop-on-stale", object)
        }
        return value
    }

    private static func outOfRange(_ message: String, _ hint: String, _ field: String, _ object: String) -> Problem {
        Problem(.validation, code: "out-of-range", message, object: object, field: field, hint: hint)
    }
}
