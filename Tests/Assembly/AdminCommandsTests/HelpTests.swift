import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import AdminCommands

/// The help of every command, as it was looked at and found right: `fixtures/help`, a file for each noun.
///
/// `CNFD_RECORD_GOLDEN=1 swift test --filter HelpTests` writes them anew, and fails.
@Suite("A05: help is what was reviewed")
struct HelpTests {
    private static let columns = 100

    @Test("Each noun's help and that of its verbs", arguments: GrammarCommand.root.subcommands)
    func help(_ command: GrammarCommand) throws { try check(command.all, command.path.last ?? "") }

    @Test("The help that lists the nouns")
    func root() throws { try check([GrammarCommand.root], GrammarCommand.root.path[0]) }

    @Test("There is no help of a noun that is gone")
    func complete() throws {
        let names = [GrammarCommand.root] + GrammarCommand.root.subcommands
        let files = try FileManager.default.contentsOfDirectory(atPath: Fixtures.url("help").path())
        #expect(Set(files) == Set(names.map { "\($0.path.last ?? "").txt" }))
    }

    private func check(_ commands: [GrammarCommand], _ name: String) throws {
        let text = commands.map { command in
            let help = Cnfctl.helpMessage(for: command.type, columns: Self.columns)
            return "$ \(command.path.joined(separator: " ")) --help\n\(help)\n"
        }.joined(separator: "\n")
        try Golden.expect(text, Fixtures.url("help/\(name).txt"))
    }
}
