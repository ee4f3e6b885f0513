internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

/// `cnfctl operation list`.
struct OperationList: AdminCommand {
    static let answersTable = true
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List resets, the latest first.",
        discussion: "Example:\n  cnfctl operation list --limit 5"
    )

    @OptionGroup var global: GlobalOptions
    @OptionGroup var sorting: SortOption
    @Option(name: .long, help: ArgumentHelp("At most so many.", valueName: "number")) var limit = 20

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(ListOperations(limit: limit))
        try Output.answer(report, global.format, sort: sorting) {
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
        return .done
    }
}
