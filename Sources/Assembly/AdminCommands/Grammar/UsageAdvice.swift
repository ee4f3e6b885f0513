internal import ArgumentParser
internal import Documents

/// What to tell whoever typed a call that is none.
struct UsageAdvice {
    /// What is wrong, in one line.
    let message: String
    /// What mends it.
    let hint: String

    /// - Parameters:
    ///   - message: What the parser says.
    ///   - arguments: What was typed behind `cnfctl`.
    init(_ message: String, _ arguments: [String]) {
        var command = GrammarCommand.root
        var unknown: String?
        var skipsValue = false
        for word in arguments.prefix(while: { $0 != "--" }) {
            if skipsValue {
                skipsValue = false
                continue
            }
            guard !word.hasPrefix("-") else {
                let option = command.arguments.first { $0.spellings.contains(word) }
                skipsValue = option?.kind == .option
                continue
            }
            guard !command.subcommands.isEmpty else { break }
            guard
                let next = command.type.configuration.subcommands.first(where: { $0.configuration.commandName == word })
            else {
                unknown = word
                break
            }
            command = GrammarCommand(type: next, path: command.path + [word])
        }
        let call = command.path.joined(separator: " ")
        let see = "See \(call) --help."
        guard let unknown else {
            // One line, whatever the parser's message is.
            self.message = message.split(whereSeparator: \.isWhitespace).joined(separator: " ").asSentence
            hint = see
            return
        }
        let known = command.subcommands.compactMap(\.path.last)
        self.message = "There is no command \(call) \(unknown)."
        hint = unknown.nearest(in: known).map { "Did you mean \(call) \($0)?" } ?? see
    }

    /// The advice as a refusal.
    var problem: Problem { Problem(.usage, code: "usage", message, hint: hint) }
}

extension String {
    /// The text with a full stop when it ends without any mark.
    fileprivate var asSentence: String {
        guard let last, !".!?".contains(last) else { return self }
        return self + "."
    }
}
