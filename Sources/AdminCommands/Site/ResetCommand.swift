internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import Documents

/// `cnfctl reset`.
struct ResetCommand: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Regenerate phones' files from the saved state and serve them.",
        discussion: """
            Phones whose file would be the same are left alone. An object selects its dependents: the phones that get \
            something from it in the saved state, or in the file they are served now.

            Examples:
              cnfctl reset --srst branch-12 --plan
              cnfctl reset --pending --yes
              cnfctl reset --phone SEP001122334455
            """
    )

    @OptionGroup var global: GlobalOptions

    @Flag(name: .long, help: "Every phone, and XMLDefault.cnf.xml.")
    var all = false
    @Flag(name: .long, help: "Every phone whose saved state would give another file.")
    var pending = false
    @Option(name: .long, help: ArgumentHelp("The dependents of an SRST reference.", valueName: "name"))
    var srst: String?
    @Option(name: .long, help: ArgumentHelp("The dependents of a device pool.", valueName: "name"))
    var devicePool: String?
    @Option(name: .long, help: ArgumentHelp("The dependents of a phone security profile.", valueName: "name"))
    var securityProfile: String?
    @Option(name: .long, help: ArgumentHelp("One phone, by name or MAC address.", valueName: "name"))
    var phone: String?

    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false
    @Flag(name: .long, help: "Let files lose an SRST certificate only because it expired.")
    var confirm = false
    @Option(name: .long, help: ArgumentHelp("Judge validity as of this time (ISO 8601).", valueName: "time"))
    var asOf: String?

    func validate() throws {
        guard scopes.count == 1 else {
            throw ValidationError(
                "Name exactly one of --all, --pending, --srst, --device-pool, --security-profile and --phone."
            )
        }
    }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        guard let (scope, name) = scopes.first else { return .usage }
        var request = Reset(scope: scope, name: name, plan: plan, confirm: confirm, asOf: asOf)
        if !plan, !global.yes, scope != .phone { try await ask(request, client) }
        request.plan = plan
        let report = try await client.send(request)
        try Output.answer(report, global.format) { ReportText.reset(report) }
        if global.format == .text { for message in report.messages { Output.error("Note: \(message.text)") } }
        let differs = !report.published.isEmpty || !report.withdrawn.isEmpty || report.defaultFile
        return plan && differs ? .difference : .done
    }

    /// A reset of many phones shows its size first.
    private func ask(_ request: Reset, _ client: AdminClient) async throws {
        var rehearsal = request
        rehearsal.plan = true
        let report = try await client.send(rehearsal)
        let count = report.published.count + report.withdrawn.count
        guard count > 0 else { return }
        try Terminal.confirm("This changes the files of \(Quantity(count, "phone")).", flag: "--yes")
    }

    private var scopes: [(Reset.Scope, String?)] {
        var scopes: [(Reset.Scope, String?)] = []
        if all { scopes.append((.all, nil)) }
        if pending { scopes.append((.pending, nil)) }
        if let srst { scopes.append((.srst, srst)) }
        if let devicePool { scopes.append((.devicePool, devicePool)) }
        if let securityProfile { scopes.append((.securityProfile, securityProfile)) }
        if let phone { scopes.append((.phone, phone)) }
        return scopes
    }
}
