internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import FoundationEssentials

/// `cnfctl capf`.
struct CAPFCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capf",
        abstract: "The root certificate of the phones' certificate authority (CAPF).",
        subcommands: [CAPFShow.self, CAPFSet.self, CAPFExport.self]
    )
}

/// `cnfctl capf show`.
struct CAPFShow: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the root, and whether CAPF.der is served as it is saved.",
        discussion: "Example:\n  cnfctl capf show"
    )

    @OptionGroup var global: GlobalOptions

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(ShowCAPF())
        try Output.answer(report, global.format) { FieldText.lines(report.details).joined(separator: "\n") }
        return .done
    }
}

/// `cnfctl capf set`.
struct CAPFSet: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Set the root certificate of the CAPF from a file.",
        discussion: """
            The first root is served as CAPF.der at once; another takes its place there with reset --all. A file that \
            holds a private key is refused.

            Example:
              cnfctl capf set --from-file capf.pem
            """
    )

    @OptionGroup var global: GlobalOptions
    @Option(name: .long, help: ArgumentHelp("One certificate, PEM or DER; - is standard input.", valueName: "path"))
    var fromFile: String
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await changeTrust(SetCAPF(file: Data(try InputFile.read(fromFile)), plan: plan), client)
    }
}

/// `cnfctl capf export`.
struct CAPFExport: AdminCommand {
    /// How the certificate is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case pem
        case der
    }

    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print the saved root.",
        discussion: "Examples:\n  cnfctl capf export > capf.pem\n  cnfctl capf export --format der > CAPF.der"
    )

    @OptionGroup var global: GlobalOptions
    @Option(name: .long, help: "pem or der.")
    var format = Format.pem

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(ShowCAPF())
        if global.format == .text, format == .der {
            try Output.standard(Array(report.der))
        } else {
            try Output.answer(report, global.format) { report.pem }
        }
        return .done
    }
}
