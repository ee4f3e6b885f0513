import AdminAPI
import ArgumentParser
import Documents
import TestSupport
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
        (["operation", "list"], "--limit"), (["srst", "update", "a"], "--if-version"),
        (["device-pool", "rename", "a", "b"], "--if-version"), (["phone", "delete", "a"], "--if-version"),
        (["cluster", "revert"], "--if-version"), (["phone", "replace", "a", "b"], "--if-version"),
    ]

    @Test("No option that takes a number is forgotten here")
    func complete() {
        #expect(NumericOptions.names(ofAll: Cnfctl.self) == Set(Self.flags.map(\.flag)))
    }

    @Test(
        "Of operations' numbers",
        arguments: ["show", "watch", "cancel"],
        ["0"] + extremes.filter { !$0.hasPrefix("-") }
    )
    func operations(_ verb: String, _ number: String) throws {
        let error = #expect(throws: (any Error).self) { try Cnfctl.parseAsRoot(["operation", verb, number]) }
        #expect(Cnfctl.message(for: try #require(error)).contains("Give a number from 1 to"))
    }

    @Test("Of the places in lists", arguments: extremes + ["0", "4611686018427387904"])
    func places(_ number: String) {
        #expect(throws: (any Error).self) {
            try Cnfctl.parseAsRoot(["phone", "update", "SEP001122334455", "--lines.\(number).label", "x"])
        }
    }

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
