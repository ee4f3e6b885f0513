internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl operation watch`.
struct OperationWatch: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Wait until every phone of a reset has fetched its file or is stale.",
        discussion: """
            Exit 0 when all have, 8 when some are stale or the time is over. Ctrl-C leaves the operation running.

            Examples:
              cnfctl operation watch 7 --timeout 600
              cnfctl operation watch 7 --progress json --json
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(
        help: "The operation's number; the latest when it is not given.",
        transform: { try NumberLimit.serial.number($0) }
    )
    var id: Int?
    @Option(
        name: .long,
        help: ArgumentHelp("Return after this time, exit 8.", valueName: "seconds"),
        transform: { try NumberLimit.timeout.number($0) }
    )
    var timeout: Int?
    @OptionGroup var progress: ProgressOptions

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await watch(id, timeout: timeout, progress, client)
    }
}
