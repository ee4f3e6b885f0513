internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

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
              cnfctl reset --phone SEP001122334455 --wait --timeout 120
              cnfctl reset --all --wave 500 --pause 60 --stop-on-stale 5
            """
    )

    @OptionGroup var global: GlobalOptions

    @Flag(name: .long, help: "Every phone, XMLDefault.cnf.xml and CAPF.der.")
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

    @OptionGroup var options: ResetOptions

    func validate() throws {
        guard scopes.count == 1 else {
            throw ValidationError(
                "Name exactly one of --all, --pending, --srst, --device-pool, --security-profile and --phone."
            )
        }
    }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        guard let (scope, name) = scopes.first else { return .usage }
        return try await reset(options.request(scope, name), options, client)
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
