import AdminAPI
import ArgumentParser
import Documents
import Testing

@testable import AdminCommands

@Suite("Every number is refused with its range when it is out of it, and none can overflow anything")
struct NumberTests {
    /// What people and attackers write for a number.
    static let extremes = [
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-1", "1e9", "0x10", " 1", "１",
        String(repeating: "9", count: 400),
    ]

    /// The commands that take numbers, without what else they need.
    private static let flags: [(command: [String], flag: String)] = [
        (["reset", "--all"], "--stale-after"), (["reset", "--all", "--wait"], "--timeout"),
        (["reset", "--all"], "--wave"), (["reset", "--all", "--wave", "1"], "--pause"),
        (["reset", "--all", "--wave", "1"], "--stop-on-stale"), (["revision", "rollback", "1"], "--stale-after"),
        (["operation", "watch"], "--timeout"), (["revision", "list"], "--limit"), (["audit", "list"], "--limit"),
        (["operation", "list"], "--limit"),
    ]

    @Test("Of cnfctl's flags", arguments: flags, extremes)
    func refused(_ place: (command: [String], flag: String), _ number: String) throws {
        let error = #expect(throws: (any Error).self) {
            try Cnfctl.parseAsRoot(place.command + ["\(place.flag)=\(number)"])
        }
        let message = Cnfctl.message(for: try #require(error))
        #expect(message.contains(place.flag), "\(message)")
        // Nothing at all is no number yet; the parser says that it is missing.
        #expect(message.contains(number.isEmpty ? "Missing value" : "Give a number from"), "\(message)")
    }

    @Test("Of every range: its ends are allowed, what lies beyond them is not", arguments: NumberLimit.all)
    func ranges(_ limit: NumberLimit) throws {
        let (least, greatest) = (limit.range.lowerBound, limit.range.upperBound)
        for value in [least, greatest] {
            #expect(try limit.number(value) == value)
            #expect(try limit.number("\(value)") == value)
        }
        for value in [least - 1, greatest + 1, .min, .max] {
            let refused = #expect(throws: InvalidValue.self) { try limit.number(value) }
            #expect(refused?.reason == "\(value) is out of range.")
            #expect(refused?.remedy.hasPrefix("Give a number from \(least) to \(greatest)") == true)
        }
        // A time in the year 9999, and so many days.
        let days = greatest.multipliedReportingOverflow(by: 86_400)
        #expect(!days.overflow && !days.partialValue.addingReportingOverflow(253_402_300_799).overflow)
    }
}
