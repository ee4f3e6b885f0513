internal import ArgumentParser

/// `cnfsim capf`.
struct CAPFCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capf",
        abstract: "Make a phones' certificate authority and phone certificates for tests.",
        discussion: """
            The keys are files of mode 0600 that only tests should trust: whoever can read them can be any phone.

            Examples:
              cnfsim capf init --directory capf
              cnfsim capf issue SEP001122334455 --directory capf
            """,
        subcommands: [CAPFInitCommand.self, CAPFIssueCommand.self]
    )
}

/// Where an authority keeps its files.
struct CAPFDirectory: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Where the authority's files are.", valueName: "path"))
    var directory: String

    /// The root in PEM.
    var certificate: String { path("CAPF.pem") }
    /// The root in DER, as gateways take it.
    var der: String { path("CAPF.der") }
    /// The root's key.
    var key: String { path("CAPF.key") }

    /// The path of a file.
    func path(_ name: String) -> String { "\(directory)/\(name)" }
}
