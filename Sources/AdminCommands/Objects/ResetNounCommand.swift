internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

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
        try await reset(options.request(Selected.scope, name), client)
    }
}

/// A noun whose dependents can be reset.
protocol ResettableNoun: Noun {
    /// What a reset of it is of.
    static var scope: Reset.Scope { get }
}

/// What every reset takes.
struct ResetOptions: ParsableArguments {
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false
    @Flag(name: .long, help: "Let files lose an SRST certificate only because it expired.")
    var confirm = false
    @Option(name: .long, help: ArgumentHelp("Judge validity as of this time (ISO 8601).", valueName: "time"))
    var asOf: String?

    /// The reset of a scope.
    func request(_ scope: Reset.Scope, _ name: String?) -> Reset {
        Reset(scope: scope, name: name, plan: plan, confirm: confirm, asOf: asOf)
    }
}

extension AdminCommand {
    /// Resets; a reset of many phones shows its size first.
    func reset(_ request: Reset, _ client: AdminClient) async throws -> ExitStatus {
        if !request.plan, !global.yes, request.scope != .phone {
            var rehearsal = request
            rehearsal.plan = true
            let report = try await client.send(rehearsal)
            let count = report.published.count + report.withdrawn.count
            if count > 0 { try Terminal.confirm("This changes the files of \(count) phones.", flag: "--yes") }
        }
        let report = try await client.send(request)
        try Output.answer(report, global.format) { ReportText.reset(report) }
        Output.notes(report.messages, global.format)
        return request.plan && report.changesFiles ? .difference : .done
    }
}
