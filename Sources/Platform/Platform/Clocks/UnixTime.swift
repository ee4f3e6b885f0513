/// A second of the clock that people set, counted from 1970-01-01T00:00:00Z without leap seconds; negative before.
///
/// A database, a certificate or a clock may say anything, so no sum and no difference of it overflows: what would is the
/// furthest second, or the longest time, there is.
public struct UnixTime: Hashable, Sendable {
    /// The seconds since 1970.
    public let seconds: Int

    /// The second so many seconds after the beginning of 1970.
    public init(seconds: Int) { self.seconds = seconds }

    /// A second that never comes.
    public static let never = UnixTime(seconds: .max)

    /// How many seconds it comes after another; negative when before, and never so much that it cannot be negated.
    public func seconds(since other: UnixTime) -> Int {
        let (difference, overflow) = seconds.subtractingReportingOverflow(other.seconds)
        return overflow ? (seconds > other.seconds ? .max : -.max) : max(difference, -.max)
    }

    /// So many seconds after it.
    public static func + (time: UnixTime, seconds: Int) -> UnixTime {
        let (sum, overflow) = time.seconds.addingReportingOverflow(seconds)
        return UnixTime(seconds: overflow ? (seconds > 0 ? .max : .min) : sum)
    }

    /// So many seconds before it.
    public static func - (time: UnixTime, seconds: Int) -> UnixTime {
        let (difference, overflow) = time.seconds.subtractingReportingOverflow(seconds)
        return UnixTime(seconds: overflow ? (seconds > 0 ? .min : .max) : difference)
    }
}

extension UnixTime: Comparable {
    /// Whether the first comes before the second.
    public static func < (first: UnixTime, second: UnixTime) -> Bool { first.seconds < second.seconds }
}

extension UnixTime: ExpressibleByIntegerLiteral {
    /// The second so many seconds after the beginning of 1970.
    public init(integerLiteral seconds: Int) { self.init(seconds: seconds) }
}

extension UnixTime: Codable {
    /// Read as the number it is written as.
    public init(from decoder: any Decoder) throws {
        self.init(seconds: try decoder.singleValueContainer().decode(Int.self))
    }

    /// Written as the number of its seconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(seconds)
    }
}

extension UnixTime: CustomStringConvertible {
    /// The number of its seconds.
    public var description: String { String(seconds) }
}
