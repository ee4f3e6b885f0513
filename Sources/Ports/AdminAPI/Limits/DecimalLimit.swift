public import Documents

/// The range of a number with decimals that comes from a flag: beside ``NumberLimit``, the one table of them.
///
/// All are our own bounds, and so narrow that no number of microseconds made of them comes near to overflowing.
public struct DecimalLimit: Hashable, Sendable {
    /// What is allowed.
    public let range: ClosedRange<Double>
    /// What is counted, for refusals; empty for a mere number.
    public let unit: String

    private init(_ range: ClosedRange<Double>, _ unit: String = "") {
        self.range = range
        self.unit = unit
    }

    /// How many phones are switched on each second.
    public static let rate = DecimalLimit(0.001...10_000_000, "phones a second")
    /// How long something simulated is waited for.
    public static let wait = DecimalLimit(0...Double(NumberLimit.century), "seconds")
    /// What waits are multiplied by.
    public static let factor = DecimalLimit(0...1)

    /// Every range.
    public static let all = [rate, wait, factor]

    /// The number that a text is, or a refusal that names the range: of a text that is none, of what is no finite number, and
    /// of a number that is out of it.
    public func number(_ text: String) throws(InvalidValue) -> Double {
        guard let value = Double(text) else { throw refusal("\"\(text)\" is not a number.") }
        guard range.contains(value) else { throw refusal("It is out of range.") }
        return value
    }

    private func refusal(_ reason: String) -> InvalidValue {
        InvalidValue(
            reason,
            remedy: "Give a number from \(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))"
                + (unit.isEmpty ? "." : " (\(unit))."),
            code: "out-of-range"
        )
    }

    /// Without `.0`, as people write it.
    private static func text(_ bound: Double) -> String {
        Int(exactly: bound).map(String.init) ?? "\(bound)"
    }
}
