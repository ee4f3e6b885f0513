internal import Documents
internal import FoundationEssentials

/// Seconds since 1970 as people and programs write them: ISO 8601, UTC.
enum Instant {
    /// For instance `2026-11-23T05:12:00Z`.
    static func text(_ second: Int) -> String { Timestamp.text(second) }

    /// The second of an ISO 8601 time.
    static func second(_ text: String, field: String = "as-of") throws(Problem) -> Int {
        guard let date = try? Date(text, strategy: .iso8601),
            let second = Int(exactly: date.timeIntervalSince1970.rounded(.down)), Timestamp.range.contains(second)
        else {
            throw Problem(
                .validation,
                code: "invalid-time",
                "\"\(text)\" is not a time of the years 1 to 9999.",
                field: field,
                hint: "Write it like 2026-11-23T05:12:00Z."
            )
        }
        return second
    }
}
