internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents

/// `cnfctl export`.
struct ExportCommand: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print the whole saved state as a site file.",
        discussion: """
            Passwords are masked; a masked password that is applied again keeps the stored one. Certificates are named \
            by fingerprint; --directory writes them beside the file, where apply finds them.

            Examples:
              cnfctl export > site.yaml
              cnfctl export --directory backup --show-secrets
            """
    )

    @OptionGroup var global: GlobalOptions

    @Flag(name: .long, help: "Print passwords as they are; this is recorded in the audit trail.")
    var showSecrets = false

    @Option(
        name: .long,
        help: ArgumentHelp("Write site.yaml and certificates/<sha256>.pem into this directory.", valueName: "path")
    )
    var directory: String?

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.export(showSecrets: showSecrets)
        guard let directory else {
            try Output.answer(report, global.format) { report.text }
            return .done
        }
        let written = try SiteDirectory.write(report, to: directory)
        try Output.answer(written, global.format) {
            let certificates = Quantity(report.certificates.count, "certificate")
            return "\(SiteDirectory.siteFile) and \(certificates) written to \(directory)"
        }
        return .done
    }
}
