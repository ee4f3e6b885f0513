internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

/// `cnfctl file show`.
struct FileShow: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the file a phone is served, passwords masked.",
        discussion: "Examples:\n  cnfctl file show SEP001122334455\n  cnfctl file show SEP001122334455 --saved"
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The phone's name or MAC address.") var phone: String

    @Flag(name: .long, help: "The file the next reset would publish.")
    var saved = false
    @Flag(name: .long, help: "Print passwords as they are; this is recorded in the audit trail.")
    var showSecrets = false
    @Option(name: .long, help: ArgumentHelp("With --saved, as of this time (ISO 8601).", valueName: "time"))
    var asOf: String?

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let request = ShowFile(phone: phone, saved: saved, showSecrets: showSecrets, asOf: asOf)
        let report = try await client.send(request)
        try Output.answer(report, global.format) { report.text }
        return .done
    }
}
