internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

/// `cnfctl revision list`.
struct RevisionList: AdminCommand {
    static let answersTable = true
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the revisions that are kept, the latest first.",
        discussion: "Examples:\n  cnfctl revision list\n  cnfctl revision list --limit 10 --json"
    )

    @OptionGroup var global: GlobalOptions
    @OptionGroup var sorting: SortOption

    @Option(name: .long, help: ArgumentHelp("At most so many.", valueName: "number"))
    var limit: Int?

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(ListRevisions(limit: limit))
        try Output.answer(report, global.format, sort: sorting) {
            var table = Table(["REVISION", "COMMITTED", "AS OF", "ACTOR", "PUBLISHED", "WITHDRAWN", "REASON"])
            for revision in report.revisions {
                table.add([
                    "\(revision.revision)", revision.committedAt, revision.asOf, revision.actor,
                    "\(revision.published)", "\(revision.withdrawn)", revision.reason,
                ])
            }
            return table
        }
        return .done
    }
}
