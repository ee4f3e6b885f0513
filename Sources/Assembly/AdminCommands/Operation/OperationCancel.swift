internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl operation cancel`.
struct OperationCancel: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Give up the waves of a reset that are left; what is published stays published.",
        discussion: "Example:\n  cnfctl operation cancel 7"
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The operation's number.", transform: { try NumberLimit.serial.number($0) })
    var id: Int
    @Flag(name: .long, help: "Say what would be given up; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(CancelOperation(id: id, plan: plan))
        try Output.answer(report, global.format) { OperationText.whole(report) }
        return plan ? .difference : .done
    }
}
