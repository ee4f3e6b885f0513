internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

/// `cnfctl export`.
struct ExportCommand: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print the whole saved state as a site file.",
        discussion: """
            Passwords are masked; a masked password that is applied again keeps the stored one.

            Example:
              cnfctl export > site.yaml
            """
    )

    @OptionGroup var global: GlobalOptions

    @Flag(name: .long, help: "Print passwords as they are; this is recorded in the audit trail.")
    var showSecrets = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(ExportSite(showSecrets: showSecrets))
        try Output.answer(report, global.format) { report.text }
        return .done
    }
}
