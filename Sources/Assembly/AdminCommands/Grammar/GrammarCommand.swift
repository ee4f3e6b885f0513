internal import ArgumentParser
internal import FoundationEssentials

/// A command as data, read off its definition: what completions, man pages and advice on slips are made of.
struct GrammarCommand {
    /// The command's definition.
    let type: any ParsableCommand.Type
    /// The words that call it, `cnfctl` first.
    let path: [String]

    /// The whole grammar.
    static var root: GrammarCommand { GrammarCommand(type: Cnfctl.self, path: [name(of: Cnfctl.self)]) }

    /// One sentence on what it does.
    var abstract: String { type.configuration.abstract }
    /// What else its help says, examples included.
    var help: HelpText { HelpText(type.configuration.discussion) }

    /// The commands behind it that help shows.
    var subcommands: [GrammarCommand] {
        type.configuration.subcommands.filter { $0.configuration.shouldDisplay }.map {
            GrammarCommand(type: $0, path: path + [Self.name(of: $0)])
        }
    }

    /// This command and all behind it.
    var all: [GrammarCommand] { [self] + subcommands.flatMap(\.all) }

    /// How it is called, without the word *Usage*.
    var usage: String {
        let text = type.configuration.usage ?? Cnfctl.usageString(for: type)
        return text.hasPrefix("Usage: ") ? String(text.dropFirst("Usage: ".count)) : text
    }

    /// Its flags, options and positional arguments.
    var arguments: [GrammarArgument] {
        // The parser's own description of a command is JSON; there is no other public form of it.
        let description = try? JSONDecoder().decode(Description.self, from: Data(type._dumpHelp().utf8))
        return (description?.command.arguments ?? []).filter(\.shouldDisplay)
    }

    private struct Description: Decodable {
        struct Command: Decodable { let arguments: [GrammarArgument]? }
        let command: Command
    }

    private static func name(of type: any ParsableCommand.Type) -> String {
        type.configuration.commandName ?? String(describing: type).lowercased()
    }
}
