internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl phone replace`.
struct PhoneReplace: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "replace",
        abstract: "Give what is saved of a phone to the handset that takes its place.",
        discussion: """
            The new phone has everything of the old one but its name and its certificates, which are the handset's own. \
            It gets its file at once; the old one's stays in service until its next reset. The history of each names the \
            other.

            Examples:
              cnfctl phone replace SEP001122334455 00:11:22:33:44:AA --plan
              cnfctl phone replace SEP001122334455 00:11:22:33:44:AA
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The phone's name or MAC address.") var name: String
    @Argument(help: "The name or MAC address of the handset in its place.") var newName: String

    @Option(
        name: .long,
        help: ArgumentHelp("Refuse unless the phone still has this version.", valueName: "number"),
        transform: { try NumberLimit.serial.number($0) }
    )
    var ifVersion: Int?
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await change(ReplacePhone(name: name, newName: newName, version: ifVersion, plan: plan), with: client)
    }
}
