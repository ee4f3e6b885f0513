internal import AdminAPI
internal import CommandLines

/// The man page of a command, in the macros of man(7), from the definitions that make its help.
struct ManualPage {
    /// The section of administrators' commands (hier(7)).
    private static let section = 8

    private let command: GrammarCommand

    /// The page of a command.
    init(_ command: GrammarCommand) { self.command = command }

    /// What `man` is asked for, for instance `cnfctl-srst-show`.
    var name: String { command.path.joined(separator: "-") }
    /// The file's name.
    var fileName: String { "\(name).\(Self.section)" }

    /// The page.
    var text: String {
        let help = command.help
        var lines = [
            ".\\\" Made by make man from the definitions of the commands.",
            ".TH \(Self.quoted(name.uppercased())) \(Self.section) \"\" \(Self.quoted("cnfd \(ProductVersion.text)")) "
                + Self.quoted("cnfd"),
            ".SH NAME", "\(Self.escaped(name)) \\- \(Self.escaped(command.abstract))",
            ".SH SYNOPSIS", ".nf", ".B \(Self.escaped(command.usage))", ".fi",
            ".SH DESCRIPTION", Self.escaped(command.abstract),
        ]
        lines += Self.paragraphs(help.description)
        for block in help.blocks { lines += [".SH \(block.title.uppercased())"] + Self.literal(block.lines) }
        lines += commands + options
        if !help.examples.isEmpty { lines += [".SH EXAMPLES"] + Self.literal(help.examples) }
        lines += [".SH EXIT STATUS"]
        for status in ExitStatus.allCases { lines += [".TP", ".B \(status.rawValue)", Self.escaped(status.meaning)] }
        lines += [
            ".SH ENVIRONMENT", ".TP", ".B CNFD_SOCKET", "The daemon's control socket; \\fB\\-\\-socket\\fR wins.",
        ]
        lines += [
            ".TP", ".B LC_ALL, LC_MESSAGES, LANG",
            "In a Japanese UTF\\-8 locale the messages about secure SRST are Japanese; JSON never is.",
        ]
        return (lines + seeAlso).joined(separator: "\n") + "\n"
    }

    private var commands: [String] {
        guard !command.subcommands.isEmpty else { return [] }
        return [".SH COMMANDS"]
            + command.subcommands.flatMap { subcommand in
                [
                    ".TP", ".B \(Self.escaped(subcommand.path.joined(separator: " ")))",
                    Self.escaped(subcommand.abstract),
                ]
            }
    }

    private var options: [String] {
        guard command.subcommands.isEmpty || command.path.count == 1 else { return [] }
        let arguments = command.arguments
        return arguments.isEmpty
            ? []
            : [".SH OPTIONS"]
                + arguments.flatMap { argument -> [String] in
                    let value = "<\(argument.valueName ?? "value")>"
                    let head =
                        switch argument.kind {
                        case .positional: value
                        case .flag: argument.spellings.joined(separator: ", ")
                        case .option: argument.spellings.joined(separator: ", ") + " " + value
                        }
                    return [".TP", ".B \(Self.escaped(head))", Self.escaped(argument.abstract ?? "")]
                }
    }

    private var seeAlso: [String] {
        let above = command.path.dropLast()
        let pages = (above.isEmpty ? [] : [Array(above)]) + command.subcommands.map(\.path)
        guard !pages.isEmpty else { return [] }
        let references = pages.map { "\\fB\(Self.escaped($0.joined(separator: "-")))\\fR(\(Self.section))" }
        return [".SH SEE ALSO", references.joined(separator: ",\n")]
    }

    /// Filled text and, where it is indented, text as it stands.
    private static func paragraphs(_ lines: [String]) -> [String] {
        var result: [String] = []
        var isLiteral = false
        for line in lines {
            if line.hasPrefix("  ") != isLiteral, !line.isEmpty {
                isLiteral.toggle()
                result += [isLiteral ? ".RS\n.nf" : ".fi\n.RE"]
            }
            result.append(line.isEmpty ? ".PP" : escaped(isLiteral ? String(line.dropFirst(2)) : line))
        }
        return (result.isEmpty ? [] : [".PP"]) + result + (isLiteral ? [".fi", ".RE"] : [])
    }

    private static func literal(_ lines: [String]) -> [String] {
        [".RS", ".nf"] + lines.map(escaped) + [".fi", ".RE"]
    }

    private static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

    /// The text with nothing left that troff would read as its own (groff_char(7)): hyphens that are typed stay hyphens.
    private static func escaped(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }
}
