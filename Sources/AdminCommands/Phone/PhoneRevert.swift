internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl phone revert`.
struct PhoneRevert: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "revert",
        abstract: "Discard what was saved of a phone since its file was made.",
        discussion: """
            The phone's own fields go back; its pool, profile and SRST reference stay as they are. What is discarded \
            stands in the audit trail.

            Example:
              cnfctl phone revert SEP001122334455 --plan
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The phone's name or MAC address.") var name: String

    @Option(name: .long, help: ArgumentHelp("Refuse unless the phone still has this version.", valueName: "number"))
    var ifVersion: Int?
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await change(RevertObject(noun: .phone, name: name, version: ifVersion, plan: plan), with: client)
    }
}
