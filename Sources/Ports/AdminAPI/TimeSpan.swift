/// A length of time as people write it: `30d`, `6h`, `45m`, `90s`; `0` is none.
public struct TimeSpan: Hashable, Sendable {
    /// What a length of time looks like, for refusals.
    public static let examples = "write it like 30d, 6h, 45m or 90s, up to 36525d (100 years)"
    /// The longest one, in seconds.
    private static let maximum = NumberLimit.century
    private static let secondsPerUnit: [Character: Int] = ["d": 86_400, "h": 3_600, "m": 60, "s": 1]

    /// Its seconds; never negative.
    public let seconds: Int

    /// Reads a number and its unit; nothing for anything else and for more than a hundred years.
    public init?(_ text: String) {
        guard text != "0" else {
            seconds = 0
            return
        }
        let digits = text.dropLast()
        guard let unit = text.last.flatMap({ Self.secondsPerUnit[$0] }), digits.allSatisfy("0123456789".contains),
            let number = Int(digits), number <= Self.maximum / unit
        else { return nil }
        seconds = number * unit
    }
}

extension TimeSpan: CustomStringConvertible {
    /// As people write it, in the largest unit that leaves no rest: `6h`, `90s`; `0` for none.
    public var description: String {
        let units = Self.secondsPerUnit.sorted { $0.value > $1.value }
        guard seconds > 0, let unit = units.first(where: { seconds.isMultiple(of: $0.value) }) else { return "0" }
        return "\(seconds / unit.value)\(unit.key)"
    }
}
