internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl <noun> show`.
struct ShowCommand<Shown: Noun>: AdminCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract: Shown.showAbstract,
            discussion: "Example:\n  \(Shown.command) show \(Shown.quotedExample)"
        )
    }

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The name.") var name: String

    @Flag(name: .long, help: "Name the phones that depend on it, besides counting them.")
    var dependents = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let request = ShowObject(noun: Shown.noun, name: name, dependents: dependents)
        return try await ObjectTable.show(request, client, global.format)
    }
}
