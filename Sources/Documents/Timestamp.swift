internal import FoundationEssentials

/// A second since 1970 as people and programs read it.
public enum Timestamp {
    /// ISO 8601 in UTC, for instance `2026-11-23T05:12:00Z`.
    public static func text(_ second: Int) -> String {
        Date(timeIntervalSince1970: TimeInterval(second)).formatted(.iso8601)
    }
}
