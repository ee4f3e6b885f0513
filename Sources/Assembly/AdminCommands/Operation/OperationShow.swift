internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl operation show`.
struct OperationShow: AdminCommand {
    static let answersTable = true
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a reset and what became of its phones.",
        discussion: """
            published: its file waits for the phone. fetched: the phone has acknowledged exactly that file to the end. \
            sent: only its last acknowledgement never came, so nothing proves that it has it. stale: it has not fetched \
            it in time. superseded: a later revision took its place before. As csv and name the phones alone are printed.

            Examples:
              cnfctl operation show
              cnfctl operation show 7 --outcome stale
              cnfctl operation show 7 --phones --output csv
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(
        help: "The operation's number; the latest when it is not given.",
        transform: { try NumberLimit.serial.number($0) }
    )
    var id: Int?
    @Flag(name: .long, help: "Name every phone with what became of it.")
    var phones = false
    @Option(
        name: .long,
        help: ArgumentHelp("Name the phones that came to this.", valueName: "outcome")
    )
    var outcome: String?

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let isTable = global.format.needsTable
        let report = try await client.send(ShowOperation(id: id, phones: phones || isTable, outcome: outcome))
        if isTable {
            try Output.answer(report, global.format, OperationText.table(report.phones ?? []))
        } else {
            try Output.answer(report, global.format) { OperationText.whole(report) }
        }
        return .done
    }
}
