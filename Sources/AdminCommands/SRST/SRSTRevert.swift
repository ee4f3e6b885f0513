internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl srst revert`.
struct SRSTRevert: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "revert",
        abstract: "Discard what was saved of a reference since the files that are served were made.",
        discussion: """
            The fields and the certificate go back to what was saved when the latest file that comes from the reference \
            was made. What is discarded stands in the audit trail.

            Example:
              cnfctl srst revert branch-12 --plan
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The reference's name.") var name: String

    @Option(name: .long, help: ArgumentHelp("Refuse unless the reference still has this version.", valueName: "number"))
    var ifVersion: Int?
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await change(RevertObject(noun: .srst, name: name, version: ifVersion, plan: plan), with: client)
    }
}
