import ArgumentParser
import CommandLines
import Documents
import Testing

@testable import AdminCommands

@Suite("A03: a call that is none is told in one line, with the nearest noun or verb")
struct UsageAdviceTests {
    @Test(
        "The nearest command is named",
        arguments: [
            (["srts", "list"], "There is no command cnfctl srts.", "Did you mean cnfctl srst?"),
            (["srst", "shwo", "branch-12"], "There is no command cnfctl srst shwo.", "Did you mean cnfctl srst show?"),
            (
                ["srst", "certificate", "fecth", "a"], "There is no command cnfctl srst certificate fecth.",
                "Did you mean cnfctl srst certificate fetch?"
            ),
            (
                ["--socket", "srst", "device-pol", "list"], "There is no command cnfctl device-pol.",
                "Did you mean cnfctl device-pool?"
            ),
            (["nonsense"], "There is no command cnfctl nonsense.", "See cnfctl --help."),
        ]
    )
    func nearest(_ arguments: [String], _ message: String, _ hint: String) {
        let problem = UsageAdvice("Unexpected argument", arguments).problem
        #expect(problem.message == message)
        #expect(problem.hint == hint)
        #expect(problem.kind == .usage)
    }

    @Test("What else is wrong is one line that names the command's own help")
    func otherFaults() {
        let advice = UsageAdvice("Missing expected argument '<name>'\n  and more", ["srst", "show", "--json"])
        #expect(advice.message == "Missing expected argument '<name>' and more.")
        #expect(advice.hint == "See cnfctl srst show --help.")
    }

    @Test(
        "A negative number is refused with the option's name and its range, not as a missing value",
        arguments: [
            (["reset", "--all", "--stale-after", "-5"], "--stale-after", "Give a number from 1 to"),
            (["audit", "list", "--limit", "-1"], "--limit", "Give a number from 0 to"),
            (
                ["reset", "--all", "--wave", "10", "--pause", "-99999999999999999999"], "--pause",
                "Give a number from 0"
            ),
            (["phone", "list", "--not-since", "-5d"], "--not-since", "up to 36525d"),
            (["phone", "list", "--not-since", "40000d"], "--not-since", "up to 36525d"),
            (["srst", "list", "--expiring", "40000d"], "--expiring", "up to 36525d"),
        ]
    )
    func negative(_ arguments: [String], _ flag: String, _ range: String) throws {
        let error = #expect(throws: (any Error).self) {
            try Cnfctl.parseAsRoot(ArgumentText.joiningNegativeNumbers(arguments))
        }
        let message = UsageAdvice(Cnfctl.message(for: try #require(error)), arguments).message
        #expect(message.contains(flag) && message.contains(range), "\(message)")
        #expect(!message.contains("Missing value"), "\(message)")
    }

    @Test("Only a number behind an option is joined to it")
    func joined() {
        let arguments = ["a", "-5", "--b", "-x", "--c=1", "-5", "--d", "-", "--e", "-7", "--", "--f", "-8"]
        let joined = ["a", "-5", "--b", "-x", "--c=1", "-5", "--d", "-", "--e=-7", "--", "--f", "-8"]
        #expect(ArgumentText.joiningNegativeNumbers(arguments) == joined)
    }

    @Test(
        "What is asked of saved objects alone is refused of deleted ones",
        arguments: [
            ["phone", "list", "--behind"], ["phone", "list", "--never-fetched"], ["phone", "list", "--pending"],
            ["phone", "list", "--not-since", "7d"], ["srst", "list", "--expiring", "30d"],
        ]
    )
    func deleted(_ arguments: [String]) throws {
        #expect(throws: Never.self) { try Cnfctl.parseAsRoot(arguments) }
        let error = #expect(throws: (any Error).self) { try Cnfctl.parseAsRoot(arguments + ["--deleted"]) }
        let message = Cnfctl.message(for: try #require(error))
        #expect(
            message == "\(arguments[2]) is about saved objects; leave it out, or leave out --deleted.",
            "\(message)"
        )
    }

    @Test("A site file and a plan together are refused in a line")
    func twoSources() throws {
        let error = #expect(throws: (any Error).self) {
            try Cnfctl.parseAsRoot(["apply", "-f", "a", "--plan-file", "b"])
        }
        let message = Cnfctl.message(for: try #require(error))
        #expect(message == "Give -f or --plan-file, not both: a plan has its site file in it.")
        let none = #expect(throws: (any Error).self) { try Cnfctl.parseAsRoot(["apply"]) }
        #expect(Cnfctl.message(for: try #require(none)) == "Give a site file with -f, or a plan with --plan-file.")
    }
}
