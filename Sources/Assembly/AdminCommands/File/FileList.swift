internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl file list`.
struct FileList: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the files that are served.",
        discussion: "Examples:\n  cnfctl file list\n  cnfctl file list --revision 3"
    )

    @OptionGroup var global: GlobalOptions

    @Option(name: .long, help: ArgumentHelp("Those served while this revision was the latest.", valueName: "revision"))
    var revision: String?
    @Flag(name: .long, help: "Those that resets would publish.")
    var saved = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(ListFiles(revision: revision, saved: saved))
        try Output.answer(report, global.format) { report.files.joined(separator: "\n") }
        return .done
    }
}
