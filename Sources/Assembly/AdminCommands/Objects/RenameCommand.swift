internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl <noun> rename`.
struct RenameCommand<Renamed: Noun>: AdminCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "rename",
            abstract: "Give \(Renamed.article) another name; what names it follows.",
            discussion: "Example:\n  \(Renamed.command) rename \(Renamed.quotedExample) new-name"
        )
    }

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The name.") var name: String
    @Argument(help: "The new name.") var newName: String
    @Option(
        name: .long,
        help: ArgumentHelp("Refuse unless the object still has this version.", valueName: "number"),
        transform: { try NumberLimit.serial.number($0) }
    )
    var ifVersion: Int?
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let request = RenameObject(noun: Renamed.noun, name: name, newName: newName, version: ifVersion, plan: plan)
        return try await change(request, with: client)
    }
}
