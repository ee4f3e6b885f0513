import AdminAPI
import Foundation
import TestSupport
import Testing

@testable import AdminCommands

/// Every text in the sources that names a command of `cnfctl` names one that is there, with flags that it takes.
@Suite("A03: the commands that messages suggest")
struct SuggestedCommandTests {
    /// Words behind `cnfctl` that are part of a sentence, or of a shell's completion, and no command.
    private static let sentences = ["talks", "and", "cnfctl", "of", "as", "has"]

    @Test("Each is in the grammar, and each of its flags is one of that command's")
    func commands() throws {
        var count = 0
        for file in try Self.sources() {
            for suggestion in Self.suggestions(in: try String(contentsOf: file, encoding: .utf8)) {
                guard let fault = Self.fault(in: suggestion) else {
                    count += 1
                    continue
                }
                Issue.record("\(file.lastPathComponent): cnfctl \(suggestion): \(fault)")
            }
        }
        #expect(count > 100)
    }

    @Test("What is no command is found")
    func faults() {
        #expect(Self.fault(in: "srst revert X") == nil)
        #expect(Self.fault(in: "X undelete X") == nil)
        #expect(Self.fault(in: "cluster undelete") != nil)
        #expect(Self.fault(in: "phone resurrect X") != nil)
        #expect(Self.fault(in: "phone update X --lines.1.label X") == nil)
        #expect(Self.fault(in: "phone update X --colour red") != nil)
        #expect(
            Self.suggestions(in: "let a = \"run cnfctl phone \" +\n  \"show \\(name(\"x\")), then\"") == [
                "phone show X"
            ]
        )
    }

    /// What is wrong with the words behind `cnfctl`; none when they are a command.
    private static func fault(in suggestion: String) -> String? {
        let words = suggestion.split(separator: " ").map(String.init)
        guard let first = words.first, first != "X" else {
            // The noun is one of several; whoever fills it in knows which have the verb.
            let faults = ObjectNoun.allCases.map {
                fault(in: ([$0.rawValue] + words.dropFirst()).joined(separator: " "))
            }
            return faults.contains(nil) ? nil : faults.compactMap(\.self).first
        }
        var command = GrammarCommand.root
        var rest = words[...]
        while !command.subcommands.isEmpty, let word = rest.first, !word.hasPrefix("-") {
            guard let next = command.subcommands.first(where: { $0.path.last == word }) else {
                // What is named as a whole, and a word that only the daemon knows.
                return word == "X" || word.allSatisfy(\.isUppercase) ? nil : "there is no \(word)"
            }
            command = next
            rest = rest.dropFirst()
        }
        let known = Set(command.arguments.flatMap(\.spellings))
        let fields =
            command.arguments.contains(where: \.takesFields) ? ObjectNoun(rawValue: first)?.commands.shape : nil
        for flag in rest where flag.hasPrefix("--") && flag != "--" {
            let name = String(flag.prefix { $0 != "=" })
            guard !known.contains(name) else { continue }
            guard let fields, (try? FieldFlag(String(name.dropFirst(2)), fields)) != nil else {
                return "it takes no \(name)"
            }
        }
        return nil
    }

    /// The words behind each `cnfctl` in the texts of a source file, up to the end of the command; `X` stands for what is
    /// filled in.
    private static func suggestions(in source: String) -> [String] {
        let code = source.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
        let texts = withoutInterpolations(code)
            .replacing(/"\s*\+\s*"/, with: "")
            .replacing(/\\\n\s*/, with: "")
        return texts.matches(of: /(?:^|[^_`])cnfctl ([^"\n`;,()|:\\]*)/.anchorsMatchLineEndings()).compactMap { match in
            var command = String(match.1)
            for end in [". ", " and ", " or ", " to ", " > ", " が", " を"] {
                command = command.split(separator: end, omittingEmptySubsequences: false).first.map(String.init) ?? ""
            }
            if command.hasSuffix(".") { command.removeLast() }
            let first = command.split(separator: " ").first.map(String.init) ?? ""
            guard !first.isEmpty, !first.hasPrefix("-"), !first.hasPrefix("<"), first != "NOUN" else { return nil }
            return sentences.contains(first) ? nil : command
        }
    }

    /// The text with `X` in place of each `\(…)`.
    private static func withoutInterpolations(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.range(of: "\\(") {
            result += rest[..<start.lowerBound] + "X"
            rest = rest[start.upperBound...]
            var depth = 1
            while depth > 0, let character = rest.popFirst() {
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
            }
        }
        return result + rest
    }

    private static func sources() throws -> [URL] {
        let root = Fixtures.folder.deletingLastPathComponent().appending(path: "Sources")
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        return (files?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    }
}
