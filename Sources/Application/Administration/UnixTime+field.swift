internal import Documents
internal import Platform

extension UnixTime {
    /// The second that a field of a request names in ISO 8601.
    init(_ text: String, field: String) throws(Problem) {
        guard let time = UnixTime(text) else {
            throw Problem(
                .validation,
                code: "invalid-time",
                "\"\(text)\" is not a time of the years 1 to 9999.",
                field: field,
                hint: "Write it like 2026-11-23T05:12:00Z."
            )
        }
        self = time
    }
}
