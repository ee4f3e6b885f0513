import AdminAPI
import ArgumentParser
import CommandLines
import Testing

@testable import AdminCommands

@Suite("A05: every command of the grammar is documented and speaks JSON")
struct GrammarTests {
    /// The commands that do something: those without others behind them.
    private static let verbs = GrammarCommand.root.all.filter(\.subcommands.isEmpty)

    @Test("The walk reaches nouns, verbs and verbs of a part")
    func walk() {
        let paths = Set(GrammarCommand.root.all.map { $0.path.joined(separator: " ") })
        for path in ["cnfctl", "cnfctl status", "cnfctl srst", "cnfctl srst show", "cnfctl srst certificate fetch"] {
            #expect(paths.contains(path))
        }
        #expect(paths.count == GrammarCommand.root.all.count)
        // What only other programs call is not shown.
        #expect(!paths.contains("cnfctl complete"))
    }

    @Test("Each has an abstract of one sentence", arguments: GrammarCommand.root.all)
    func abstract(_ command: GrammarCommand) {
        #expect(command.abstract.hasSuffix("."), "\(command)")
        #expect(!command.abstract.contains("\n"), "\(command)")
        for argument in command.arguments {
            #expect(argument.abstract?.isEmpty == false, "\(command) \(argument.valueName ?? "")")
        }
    }

    @Test("Each verb has an example, and the parser takes each example", arguments: verbs)
    func examples(_ command: GrammarCommand) throws {
        #expect(!command.help.examples.isEmpty, "\(command)")
        for example in command.help.examples {
            let words = ShellWords.split(example)
            #expect(words.starts(with: command.path), "\(example)")
            #expect(throws: Never.self, "\(example)") {
                let parsed = try Cnfctl.parseAsRoot(Array(words.dropFirst()))
                #expect(type(of: parsed) == command.type, "\(example)")
            }
        }
    }

    @Test("Each verb prints JSON", arguments: verbs)
    func json(_ command: GrammarCommand) {
        #expect(command.type is any AdminCommand.Type, "\(command)")
        #expect(command.arguments.flatMap(\.spellings).contains("--json"), "\(command)")
    }

    @Test(
        "Each has a man page with its name, its options, its examples and the exit codes",
        arguments: GrammarCommand.root.all
    )
    func manualPage(_ command: GrammarCommand) throws {
        let name = command.path.joined(separator: "-")
        let page = try #require(ManualCommand.pages.first { $0.name == name }, "\(command)")
        let text = page.text.replacing("\\-", with: "-").replacing("\\e", with: "\\").replacing("\\&", with: "")
        #expect(text.contains(".SH NAME\n\(name) - \(command.abstract)\n"))
        for example in command.help.examples { #expect(text.contains("\n\(example)\n"), "\(example)") }
        for status in ExitStatus.allCases { #expect(text.contains(".B \(status.rawValue)\n\(status.meaning)\n")) }
        guard command.subcommands.isEmpty else { return }
        for spelling in command.arguments.flatMap(\.spellings) { #expect(text.contains(spelling), "\(spelling)") }
    }

    @Test("Exit codes are those of the contract")
    func exitCodes() {
        #expect(ExitStatus.allCases.map(\.rawValue).sorted().starts(with: [0, 1, 2, 3, 4, 5, 6, 7]))
        #expect(Cnfctl.helpMessage().replacing("\n", with: " ").contains("0 done or no difference"))
    }
}

extension GrammarCommand: CustomTestStringConvertible {
    /// The words that call it.
    public var testDescription: String { path.joined(separator: " ") }
}
