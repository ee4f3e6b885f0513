/// Measured durations, and what they say together.
struct Durations {
    private var microseconds: [UInt32] = []

    mutating func add(_ duration: UInt64) { microseconds.append(UInt32(clamping: duration)) }

    /// The percentiles; `nil` when nothing was measured.
    var summary: DurationSummary? {
        let sorted = microseconds.sorted()
        guard let longest = sorted.last else { return nil }
        // Nearest rank: the smallest value that so many of a hundred do not exceed.
        func percentile(_ percent: Int) -> Double {
            milliseconds(sorted[max(0, (sorted.count * percent + 99) / 100 - 1)])
        }
        func milliseconds(_ value: UInt32) -> Double { Double(value) / 1_000 }
        return DurationSummary(p50: percentile(50), p99: percentile(99), max: milliseconds(longest))
    }
}

/// Durations in milliseconds.
public struct DurationSummary: Codable, Hashable, Sendable {
    /// What half of them do not exceed.
    public var p50: Double
    /// What 99 of a hundred do not exceed.
    public var p99: Double
    /// The longest.
    public var max: Double
}
