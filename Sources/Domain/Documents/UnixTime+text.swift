internal import FoundationEssentials
public import Platform

extension UnixTime {
    /// The years 1 to 9999, which four digits can name.
    public static let nameable = UnixTime(seconds: -62_135_596_800)...UnixTime(seconds: 253_402_300_799)

    /// ISO 8601 in UTC, for instance `2026-11-23T05:12:00Z`; what lies out of ``nameable`` is shown as its nearest end.
    public var text: String {
        let shown = min(max(self, Self.nameable.lowerBound), Self.nameable.upperBound)
        return Date(timeIntervalSince1970: TimeInterval(shown.seconds)).formatted(.iso8601)
    }

    /// The second that a text in ISO 8601 names; none when it is no time of the years 1 to 9999.
    public init?(_ text: String) {
        guard let date = try? Date(text, strategy: .iso8601),
            let seconds = Int(exactly: date.timeIntervalSince1970.rounded(.down)),
            Self.nameable.contains(UnixTime(seconds: seconds))
        else { return nil }
        self.init(seconds: seconds)
    }
}
