internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents
internal import Glibc

/// `cnfctl complete -- WORD…`: what the shells' completions ask; one candidate on each line.
struct CompleteCommand: AsyncParsableCommand {
    /// A line of its own that says: paths of files, as the shell completes them.
    static let files = ":files"
    /// How long whoever presses the tabulator waits at most.
    private static let patience = Duration.milliseconds(200)

    static let configuration = CommandConfiguration(
        commandName: "complete",
        abstract: "Print what could stand in place of the last word.",
        shouldDisplay: false
    )

    @Argument(parsing: .postTerminator) var words: [String] = []

    func run() async throws {
        let request = CompletionRequest(words)
        var lines = request.words
        if request.takesFiles { lines.append(Self.files) }
        // At once: the names may come too late.
        try Output.standard(lines.joined(separator: "\n"))
        guard let noun = request.noun, noun != .cluster else { return }
        Task {
            try await Task.sleep(for: Self.patience)
            Glibc.exit(ExitStatus.done.rawValue)
        }
        let client = AdminClient(socketPath: GlobalOptions.socketPath(given: Self.socket(words)))
        // A shell shows no errors between two keys.
        let names = ListNames(noun: noun, prefix: request.prefix, deleted: request.isOfDeleted)
        guard let answer = try? await client.send(names) else { return }
        try Output.standard(answer.names.joined(separator: "\n"))
    }

    /// The socket that the unfinished call names.
    private static func socket(_ words: [String]) -> String? {
        if let option = words.last(where: { $0.hasPrefix("--socket=") }) { return String(option.dropFirst(9)) }
        return words.lastIndex(of: "--socket").flatMap { words.dropFirst($0 + 1).first }
    }
}
