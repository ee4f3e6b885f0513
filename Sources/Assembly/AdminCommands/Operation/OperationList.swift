internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

/// `cnfctl operation list`.
struct OperationList: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List resets, the latest first.",
        discussion: "Example:\n  cnfctl operation list --limit 5"
    )

    @OptionGroup var global: GlobalOptions
    @OptionGroup var sorting: SortOption
    @Option(
        name: .long,
        help: ArgumentHelp("At most so many. (default: 20)", valueName: "number"),
        transform: { try NumberLimit.listed.number($0) }
    )
    var limit: Int = 20

    var request: ListOperations { ListOperations(limit: limit) }

    static func table(_ report: OperationListReport) -> Table {
        var table = Table(["ID", "STARTED", "BY", "STATE", "CONVERGED", "STALE", "SELECTION"])
        for operation in report.operations {
            let counts = operation.counts
            table.add([
                "\(operation.id)", operation.started, operation.actor, operation.state,
                "\(counts.fetched + counts.sent)/\(counts.changed + operation.remaining)", "\(counts.stale)",
                operation.kind == "rollback" ? "rollback to \(operation.selection)" : operation.selection,
            ])
        }
        return table
    }
}
