internal import Documents
internal import FoundationEssentials
internal import Platform

/// Times told from now: `5 min ago`, `in 18 years`.
enum RelativeTime {
    private static let minute = 60
    private static let hour = 60 * minute
    private static let day = 24 * hour
    /// A mean month and year of the Gregorian calendar, in whole days.
    private static let month = 30 * day
    private static let year = 365 * day

    /// The second since 1970 that a text names, when it is a time as JSON has it and nothing else.
    static func second(of text: String) -> UnixTime? {
        guard text.utf8.count == "2026-11-23T05:12:00Z".utf8.count, text.hasSuffix("Z"),
            let date = try? Date(text, strategy: .iso8601)
        else { return nil }
        return UnixTime(seconds: Int(date.timeIntervalSince1970))
    }

    /// The way from one second to another in its largest whole unit.
    static func text(from now: UnixTime, to time: UnixTime) -> String {
        let distance = time.seconds(since: now)
        let length = abs(distance)
        guard length >= minute else { return distance > 0 ? "within a minute" : "just now" }
        let amount =
            switch length {
            case ..<hour: "\(length / minute) min"
            case ..<(2 * day): "\(length / hour) h"
            case ..<(2 * month): "\(length / day) days"
            case ..<(2 * year): "\(length / month) months"
            default: "\(length / year) years"
            }
        return distance > 0 ? "in \(amount)" : "\(amount) ago"
    }
}
