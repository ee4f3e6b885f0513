internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl <noun> undelete`.
struct UndeleteCommand<Restored: Noun>: AdminCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "undelete",
            abstract: "Bring back \(Restored.article) that was deleted.",
            discussion: """
                It comes back as it was, passwords and certificates included, as long as cnfd keeps it. \
                \(Restored.command) list --deleted shows what can be brought back. Refused while another has its name, or \
                while something that it names is deleted.\(extra)

                Examples:
                  \(Restored.command) undelete \(Restored.quotedExample) --plan
                  \(Restored.command) undelete \(Restored.quotedExample)
                """
        )
    }

    private static var extra: String {
        switch Restored.noun {
        case .phone: " The phone gets its first file at once, as a new one does."
        case .srst: " Device pools that srst delete --detach moved are named, not moved back."
        case .cluster, .callManagerGroup, .devicePool, .securityProfile: ""
        }
    }

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The name it had.") var name: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Of several of the name the one that was deleted at this time, as list --deleted prints it.",
            valueName: "time"
        )
    )
    var deletedAt: String?
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let request = UndeleteObject(noun: Restored.noun, name: name, deletedAt: deletedAt, plan: plan)
        return try await change(request, with: client)
    }
}
