internal import Documents
internal import FoundationEssentials
internal import Glibc
internal import Platform

/// The file that an editor is opened on: readable by its owner only, and there until it is removed.
struct EditedFile {
    /// What begins the lines that are ours and not part of what is edited.
    private static let mark = "#! "
    private static let advice = [
        "Save and close to see what would change; you are asked before anything is.",
        "Leave it as it is, or empty, to change nothing.",
    ]

    /// Its path.
    let path: String

    /// A new file that holds a text.
    init(_ text: String) throws(Problem) {
        let directory = Environment.value("TMPDIR") ?? "/tmp"
        do throws(SystemFailure) {
            path = try TemporaryFile("\(directory)/cnfctl-edit-", ending: ".yaml").path
        } catch {
            throw Problem(
                .unavailable,
                code: "no-temporary-file",
                "No file can be made in \(directory): \(error.text).",
                hint: "Make room there, or set TMPDIR."
            )
        }
        try write(text, faults: [])
    }

    /// Writes a text with what is to be said on top of it: what is wrong, each fault with its line as it will be.
    func write(_ text: String, faults: [Problem]) throws(Problem) {
        let title = faults.isEmpty ? [] : ["Nothing was applied:"]
        let count = title.count + faults.count + Self.advice.count
        let head = title + faults.map { Self.moved($0, by: count).description } + Self.advice
        let lines = head.map { Self.mark + $0.split(whereSeparator: \.isNewline).joined(separator: " ") + "\n" }
        do {
            try Data((lines.joined() + text).utf8).write(to: URL(filePath: path))
        } catch {
            throw Problem(
                .unavailable,
                code: "file-not-written",
                "It cannot be written: \(error).",
                object: "file \(path)",
                hint: "Make room there, or set TMPDIR."
            )
        }
    }

    /// The text without what was said on top of it.
    func text() throws(Problem) -> String {
        let text = try InputFile.text(path)
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix(Self.mark) }.joined(separator: "\n")
    }

    /// Removes it.
    func remove() { _ = unsafe unlink(path) }

    private static func moved(_ problem: Problem, by lines: Int) -> Problem {
        var problem = problem
        problem.line = problem.line.map { $0 + lines }
        return problem
    }
}
