public import Documents

/// The range of a number that comes from a flag or a request: the one table of them (docs/cli.md, *Limits*).
///
/// All are our own bounds, and so narrow that no sum or product of such numbers, and of times, comes near to overflowing.
public struct NumberLimit: Hashable, Sendable {
    /// What is allowed.
    public let range: ClosedRange<Int>
    /// What is counted, for refusals: `seconds`; empty for a mere number.
    public let unit: String

    private init(_ range: ClosedRange<Int>, _ unit: String = "") {
        self.range = range
        self.unit = unit
    }

    /// A hundred years of 365 days and a quarter.
    static let century = 36_525 * 86_400
    /// More than any host has of anything.
    private static let many = 10_000_000

    /// When a phone counts as stale.
    public static let staleAfter = NumberLimit(1...century, "seconds")
    /// What lies between two waves.
    public static let pause = NumberLimit(0...century, "seconds")
    /// How long an operation is waited for.
    public static let timeout = NumberLimit(0...century, "seconds")
    /// How long running transfers may finish: a day is more than any takes, and the clock counts in microseconds.
    public static let drainTimeout = NumberLimit(0...86_400, "seconds")
    /// How soon a certificate ends.
    public static let expiring = NumberLimit(0...century, "seconds")
    /// How many phones a wave has.
    public static let wave = NumberLimit(1...many, "phones")
    /// A share.
    public static let percent = NumberLimit(0...100, "percent")
    /// How many entries a list has at most.
    public static let listed = NumberLimit(0...10_000)
    /// How many revisions are kept.
    public static let keptRevisions = NumberLimit(1...many)
    /// For how many days they are kept.
    public static let keptDays = NumberLimit(0...36_525, "days")
    /// How many there may be of something that the TFTP server counts.
    public static let count = NumberLimit(1...many)
    /// How many threads serve.
    public static let workers = NumberLimit(1...1_024)
    /// The number of something that is counted up and never down: a version, an operation, a revision.
    public static let serial = NumberLimit(1...1_000_000_000_000)
    /// A port to listen on; 0 lets the system choose.
    public static let port = NumberLimit(0...65_535)
    /// How many phones are simulated at once: as many as have an address of their own in 127.64.0.0/10.
    public static let simulatedPhones = NumberLimit(1...4_194_304, "phones")
    /// A second that a certificate can name: from 1950 to 9999 (RFC 5280, 4.1.2.5).
    public static let validity = NumberLimit(-631_152_000...253_402_300_799, "seconds since 1970")

    /// Every range.
    public static let all = [
        staleAfter, pause, timeout, drainTimeout, expiring, wave, percent, listed, keptRevisions, keptDays, count,
        workers, serial, port, simulatedPhones, validity,
    ]

    /// A number in the range, or a refusal that names it.
    public func number(_ value: Int) throws(InvalidValue) -> Int {
        guard range.contains(value) else { throw refusal("\(value) is out of range.") }
        return value
    }

    /// The number that a text is, or a refusal that names the range: of a text that is none, and of a number that is out of
    /// it, however many digits it has.
    public func number(_ text: String) throws(InvalidValue) -> Int {
        if let value = Int(text) { return try number(value) }
        let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
        let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        throw refusal(isNumber ? "It is out of range." : "\"\(text)\" is not a whole number.")
    }

    private func refusal(_ reason: String) -> InvalidValue {
        InvalidValue(
            reason,
            remedy: "Give a number from \(range.lowerBound) to \(range.upperBound)\(unit.isEmpty ? "" : " (\(unit))").",
            code: "out-of-range"
        )
    }
}
