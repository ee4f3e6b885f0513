import FoundationEssentials
import TestSupport
import Testing

/// Commands and what they print, as a page of `docs` shows them: the blocks below a line `<!-- executed: NAME -->`, in the
/// order of the page.
///
/// A test runs the commands and compares what they print with the page. `CNFD_RECORD_GOLDEN=1 swift test --filter
/// TranscriptTests` writes it into the page, and fails.
struct DocumentedSession {
    /// A command, and the lines of the page below it, which it prints.
    private struct Step {
        let command: String
        let output: Range<Int>
    }

    private static let prompt = "$ "
    private static let fence = "```"
    /// Who works in all pages.
    private static let actor = "root"

    private let page: URL
    private let lines: [String]
    private let steps: [Step]

    /// Reads a session.
    ///
    /// - Parameters:
    ///   - page: The file name of a page.
    ///   - name: The session's name.
    /// - Throws: When the page has no such session.
    init(_ page: String, _ name: String) throws {
        self.page = Fixtures.folder.deletingLastPathComponent().appending(path: "docs/\(page)")
        let text = String(decoding: try Data(contentsOf: self.page), as: UTF8.self)
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var steps: [Step] = []
        for mark in lines.indices where lines[mark] == "<!-- executed: \(name) -->" {
            steps += try Self.steps(of: lines[(mark + 1)...], "\(page), line \(mark + 2)")
        }
        guard !steps.isEmpty else { throw TestFailure("\(page) has no session \(name)") }
        self.steps = steps
    }

    private static func steps(of lines: ArraySlice<String>, _ place: String) throws -> [Step] {
        guard lines.first == fence, let end = lines.dropFirst().firstIndex(of: fence) else {
            throw TestFailure("\(place): a block is expected")
        }
        let commands = (lines.startIndex..<end).filter { lines[$0].hasPrefix(prompt) }
        return zip(commands, commands.dropFirst() + [end]).map { command, next in
            Step(command: String(lines[command].dropFirst(prompt.count)), output: command + 1..<next)
        }
    }

    /// Runs the commands in a shell and compares what they print with the page, or records it.
    ///
    /// - Parameters:
    ///   - daemon: The daemon that they talk to.
    ///   - folder: Where they are run.
    /// - Throws: When a command cannot be run, or the page cannot be written.
    func check(_ daemon: RunningDaemon, in folder: TemporaryDirectory) async throws {
        let user = try await Command.tool("id", "-un").output.split(separator: "\n").joined()
        var recorded: [(lines: Range<Int>, printed: [String])] = []
        for step in steps {
            let printed = try await Self.printed(by: step.command, daemon, folder).map {
                user == Self.actor ? $0 : $0.replacing("by \(user)", with: "by \(Self.actor)")
            }
            let shown = lines[step.output].map(Self.timeless)
            guard printed.map(Self.timeless) != shown else { continue }
            recorded.append((step.output, printed))
            guard !Golden.isRecording else { continue }
            Issue.record("\(page.lastPathComponent): \(step.command)\n\(printed.joined(separator: "\n"))")
        }
        guard Golden.isRecording else { return }
        var text = lines
        for (place, printed) in recorded.reversed() { text.replaceSubrange(place, with: printed) }
        try Data(text.joined(separator: "\n").utf8).write(to: page)
        Golden.recorded(page.path())
    }

    /// The lines that a command prints, on standard error, too, as a terminal shows them.
    private static func printed(
        by command: String,
        _ daemon: RunningDaemon,
        _ folder: TemporaryDirectory
    ) async throws -> [String] {
        let programs = URL(filePath: Programs.cnfctl).deletingLastPathComponent().path()
        let result = try await Command.run(
            "/bin/sh",
            ["-c", "exec 2>&1; cd \"$FOLDER\"; \(command)"],
            environment: ["CNFD_SOCKET": daemon.socket, "PATH": "\(programs):/usr/bin:/bin", "FOLDER": folder.path]
        )
        return result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// A line without the time it was made.
    private static func timeless(_ line: String) -> String {
        line.replacing(#/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/#, with: "<time>")
    }
}
