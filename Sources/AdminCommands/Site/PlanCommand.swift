internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl plan`.
struct PlanCommand: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Say which phones' files would change if a site file were applied and all were reset.",
        discussion: """
            Phones are grouped by identical change; phones that wait for a reset already are among them. Nothing is \
            changed. Exit code 0 when no file would change, 1 when some would.

            Examples:
              cnfctl plan -f site.yaml
              cnfctl plan -f site.yaml --prune
            """
    )

    @OptionGroup var global: GlobalOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("The site file; - is standard input.", valueName: "path"))
    var file: String

    @Flag(name: .long, help: "As if the objects that the file does not name were deleted.")
    var prune = false

    @Flag(name: .long, help: "As if certificates beside the file were accepted outside their validity, too.")
    var acceptExpired = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let request = ApplySite(
            text: try InputFile.text(file),
            plan: true,
            prune: prune,
            certificates: try SiteDirectory.certificates(beside: file),
            acceptExpired: acceptExpired
        )
        let report = try await client.send(request, of: file)
        try Output.answer(report, global.format) { ApplyCommand.text(report) }
        Output.notes(report.messages, global.format)
        let changesFiles = report.changes?.isEmpty == false || report.withdrawn?.withdrawn.isEmpty == false
        return changesFiles ? .difference : .done
    }
}
