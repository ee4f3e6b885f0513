internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents

/// `cnfctl srst delete`.
struct SRSTDelete: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a reference and its certificate.",
        discussion: """
            Refused while device pools name the reference, unless --detach moves them to disable. The phones' files \
            keep what they have until their reset.

            Examples:
              cnfctl srst delete branch-12 --detach --confirm branch-12
              cnfctl srst delete branch-12 --detach --reset --plan
            """
    )

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: DeletionOptions

    @Flag(name: .long, help: "Move the device pools that name it to disable.")
    var detach = false
    @Flag(name: .long, help: "Reset the dependent phones in the same step.")
    var reset = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await delete(options.request(.srst, detach: detach, reset: reset), options, client)
    }
}
