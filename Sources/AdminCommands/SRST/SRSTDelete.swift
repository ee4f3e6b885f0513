internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import Documents

/// `cnfctl srst delete`.
struct SRSTDelete: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a reference and its certificate.",
        discussion: """
            Refused while device pools name the reference, unless --detach moves them to disable. The phones' files \
            keep what they have until their reset.

            Example:
              cnfctl srst delete branch-12 --detach --confirm branch-12
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The reference's name.") var name: String

    @Flag(name: .long, help: "Move the device pools that name it to disable.")
    var detach = false
    @Option(name: .long, help: ArgumentHelp("The name again, instead of being asked for it.", valueName: "name"))
    var confirm: String?
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        if !plan, confirm != name {
            let rehearsal = try await client.send(DeleteSRST(name: name, detach: detach, plan: true))
            let files = Quantity(rehearsal.pending, "phone file")
            let verb = files.choose("changes at its", "change at their")
            try Terminal.confirm(
                "This deletes \(rehearsal.object); \(files) \(verb) next reset.",
                typing: name,
                flag: "--confirm \(name)"
            )
        }
        return try await change(DeleteSRST(name: name, detach: detach, plan: plan), with: client)
    }
}
