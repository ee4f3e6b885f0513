internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl <noun> reset`: the same as `cnfctl reset --<noun>`.
struct ResetNounCommand<Selected: ResettableNoun>: AdminCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "reset",
            abstract: "Regenerate the files of the phones that depend on \(Selected.article), and serve them.",
            discussion: "Example:\n  \(Selected.command) reset \(Selected.quotedExample) --plan"
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: ResetOptions
    @Argument(help: "The name.") var name: String

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await reset(options.request(Selected.scope, name), options, client)
    }
}

/// A noun whose dependents can be reset.
protocol ResettableNoun: Noun {
    /// What a reset of it is of.
    static var scope: Reset.Scope { get }
}
