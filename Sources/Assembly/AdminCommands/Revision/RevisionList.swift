internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

/// `cnfctl revision list`.
struct RevisionList: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the revisions that are kept, the latest first.",
        discussion: "Examples:\n  cnfctl revision list\n  cnfctl revision list --limit 10 --json"
    )

    @OptionGroup var global: GlobalOptions
    @OptionGroup var sorting: SortOption

    @Option(
        name: .long,
        help: ArgumentHelp("At most so many.", valueName: "number"),
        transform: { try NumberLimit.listed.number($0) }
    )
    var limit: Int?

    var request: ListRevisions { ListRevisions(limit: limit) }

    static func table(_ report: RevisionListReport) -> Table {
        var table = Table(["REVISION", "COMMITTED", "AS OF", "ACTOR", "PUBLISHED", "WITHDRAWN", "REASON"])
        for revision in report.revisions {
            table.add([
                "\(revision.revision)", revision.committedAt, revision.asOf, revision.actor,
                "\(revision.published)", "\(revision.withdrawn)", revision.reason,
            ])
        }
        return table
    }
}
