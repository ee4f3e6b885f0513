internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents
internal import FoundationEssentials

/// `cnfctl trust`.
struct TrustCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "What lets a gateway verify phones' certificates: the CAPF root and other issuers.",
        subcommands: [TrustList.self, TrustImport.self, TrustRemove.self, TrustExport.self]
    )
}

/// `cnfctl trust list`.
struct TrustList: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the CAPF root and the imported issuers.",
        discussion: "Example:\n  cnfctl trust list"
    )

    @OptionGroup var global: GlobalOptions
    @OptionGroup var sorting: SortOption

    var request: ExportTrust { ExportTrust() }

    static func table(_ report: ExportTrust.Response) -> Table {
        var table = Table(["ROLE", "SUBJECT", "EXPIRES", "STATE", "SHA256"])
        for item in report.certificates {
            let fields = ["subject", "not-after", "state", "sha256"].map { ObjectTable.text(item.details[$0]) }
            table.add([item.role] + fields)
        }
        return table
    }
}

/// `cnfctl trust import`.
struct TrustImport: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Add issuers of phones' certificates besides the CAPF, for instance manufacturers' roots.",
        discussion: """
            A file that holds a private key is refused.

            Example:
              cnfctl trust import --from-file manufacturer-roots.pem
            """
    )

    @OptionGroup var global: GlobalOptions
    @Option(
        name: .long,
        help: ArgumentHelp("Certificates in PEM, or one in DER; - is standard input.", valueName: "path")
    )
    var fromFile: String
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await changeTrust(ImportAuthorities(file: Data(try InputFile.read(fromFile)), plan: plan), client)
    }
}

/// `cnfctl trust remove`.
struct TrustRemove: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove an imported issuer by the SHA-256 fingerprint that trust list shows.",
        discussion: "Example:\n  cnfctl trust remove AB:CD:… --yes"
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The SHA-256 fingerprint.") var fingerprint: String
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        if !plan, !global.yes {
            let rehearsal = try await client.send(RemoveAuthority(fingerprint: fingerprint, plan: true))
            let what = rehearsal.removed.joined(separator: ", ")
            try Terminal.confirm("This removes \(what) from what gateways are given.", flag: "--yes")
        }
        return try await changeTrust(RemoveAuthority(fingerprint: fingerprint, plan: plan), client)
    }
}

/// `cnfctl trust export`.
struct TrustExport: AdminCommand {
    /// How the certificates are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case pem
        case ios
    }

    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print the CAPF root and the other issuers for a gateway.",
        discussion: """
            As one PEM text, or as blocks of IOS configuration to be pasted one after the other: IOS asks after each \
            whether to accept the certificate.

            Examples:
              cnfctl trust export > phone-issuers.pem
              cnfctl trust export --format ios
              cnfctl trust export --phones > phones.pem
            """
    )

    @OptionGroup var global: GlobalOptions
    @Option(name: .long, help: "pem or ios.")
    var format = Format.pem
    @Flag(name: .long, help: "The phones' own certificates, too.")
    var phones = false

    func validate() throws {
        guard !phones || format == .pem else {
            throw ValidationError("IOS trusts the issuers of phones' certificates; --phones is for --format pem.")
        }
    }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(ExportTrust(phones: phones))
        guard !report.certificates.isEmpty else {
            throw Problem(
                .notFound,
                code: "nothing-to-export",
                "Nothing is set or imported yet.",
                object: "trust",
                hint: "Run cnfctl capf set or cnfctl trust import."
            )
        }
        try Output.answer(report, global.format) {
            switch format {
            case .pem: report.certificates.map(\.pem).joined()
            case .ios: IOSTrustpoints.text(report.certificates)
            }
        }
        return .done
    }
}
