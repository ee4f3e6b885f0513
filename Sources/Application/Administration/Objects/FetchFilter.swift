internal import AdminAPI
internal import Documents
internal import Platform
internal import Store

/// Which phones a list is to have, by what they have fetched to the end; all conditions must hold.
struct FetchFilter {
    private let request: ListObjects.Fetches
    /// The second since 1970 before which the last fetch must lie.
    private let notSince: UnixTime?

    /// The conditions of a request; refuses what is no time.
    init(_ request: ListObjects.Fetches, now: UnixTime) throws(Problem) {
        self.request = request
        if let text = request.notSince {
            notSince = try Self.second(text, now: now)
        } else {
            notSince = nil
        }
    }

    /// Whether the list has the phone.
    func includes(_ status: PhoneFileStatus) -> Bool {
        let last = status.fetches?.lastComplete?.time
        if request.behind, !status.state.isBehind { return false }
        if request.neverFetched, last != nil { return false }
        if let notSince, let last, last >= notSince { return false }
        return true
    }

    private static func second(_ text: String, now: UnixTime) throws(Problem) -> UnixTime {
        if let span = TimeSpan(text) { return now - span.seconds }
        do {
            return try UnixTime(text, field: "not-since")
        } catch {
            var problem = error
            problem.hint =
                "Write it like 7d, 6h, 45m or 90s ago, up to 36525d (100 years), or like 2026-11-23T05:12:00Z."
            throw problem
        }
    }
}
