internal import FoundationEssentials

/// A second since 1970 as people and programs read it.
public enum Timestamp {
    /// The years 1 to 9999, which four digits can name; sums of such a second and a century stay far from overflowing.
    public static let range = -62_135_596_800...253_402_300_799

    /// ISO 8601 in UTC, for instance `2026-11-23T05:12:00Z`; what lies out of ``range`` is shown as its nearest end.
    public static func text(_ second: Int) -> String {
        let shown = min(max(second, range.lowerBound), range.upperBound)
        return Date(timeIntervalSince1970: TimeInterval(shown)).formatted(.iso8601)
    }
}
