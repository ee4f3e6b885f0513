internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

extension Waves {
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
            waves: Waves(
                size: try NumberLimit.wave.number(size, "wave", object),
                pause: try NumberLimit.pause.number(pause, "pause", object),
                stopOnStale: try Self.percent(stopOnStale, object)
            ),
            acceptsExpiredLoss: acceptsLoss
        )
    }

    private static func percent(_ value: Int?, _ object: String) throws(Problem) -> Int? {
        guard let value else { return nil }
        return try NumberLimit.percent.number(value, "stop-on-stale", object)
    }

    /// The time after which phones count as stale, checked.
    static func staleAfter(_ value: Int?, of object: String) throws(Problem) -> Int? {
        guard let value else { return nil }
        return try NumberLimit.staleAfter.number(value, "stale-after", object)
    }
}

extension NumberLimit {
    /// A number of a request in the range, or a refusal that names its field.
    func number(_ value: Int, _ field: String, _ object: String) throws(Problem) -> Int {
        do throws(InvalidValue) {
            return try number(value)
        } catch {
            throw Problem(.validation, code: error.code, error.reason, object: object, field: field, hint: error.remedy)
        }
    }
}
