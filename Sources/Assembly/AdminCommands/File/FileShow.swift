internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl file show`.
struct FileShow: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the file a phone is served, passwords masked; CAPF.der as PEM.",
        discussion: """
            Examples:
              cnfctl file show SEP001122334455
              cnfctl file show SEP001122334455 --saved
              cnfctl file show SEP001122334455 --revision 3
              cnfctl file show SEP001122334455 --at 2026-11-24T12:00:00Z
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The phone's name or MAC address.") var phone: String

    @Flag(name: .long, help: "The file the next reset would publish.")
    var saved = false
    @Option(
        name: .long,
        help: ArgumentHelp("The file it had while this revision was the latest.", valueName: "revision")
    )
    var revision: String?
    @Option(name: .long, help: ArgumentHelp("The file it had at this time (ISO 8601).", valueName: "time"))
    var at: String?
    @Flag(name: .long, help: "Print the canonical form (docs/canonical-form.md).")
    var canonical = false
    @Flag(name: .long, help: "Print passwords as they are; this is recorded in the audit trail.")
    var showSecrets = false
    @Option(name: .long, help: ArgumentHelp("With --saved, as of this time (ISO 8601).", valueName: "time"))
    var asOf: String?

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let request = ShowFile(
            phone: phone,
            saved: saved,
            showSecrets: showSecrets,
            asOf: asOf,
            revision: revision,
            at: at,
            canonical: canonical
        )
        let report = try await client.send(request)
        try Output.answer(report, global.format) { report.text }
        return .done
    }
}
