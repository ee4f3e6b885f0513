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
}
