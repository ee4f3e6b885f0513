internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl revision diff`.
struct RevisionDiff: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what became of all files between two revisions, phones grouped by identical change.",
        discussion: """
            Exit code 0 without a difference, 1 with one.

            Example:
              cnfctl revision diff 2 3
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The revision compared first.") var before: String
    @Argument(help: "The revision compared second.") var after: String

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(DiffRevisions(before: before, after: after))
        try Output.answer(report, global.format) { ChangeGroupText.lines(report.changes).joined(separator: "\n") }
        return report.changes.isEmpty ? .done : .difference
    }
}
