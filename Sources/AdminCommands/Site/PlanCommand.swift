internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

/// `cnfctl plan`.
struct PlanCommand: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Say which phones' files would change if a site file were applied and all were reset.",
        discussion: """
            Phones are grouped by identical change; phones that wait for a reset already are among them. Nothing is \
            changed. Exit code 0 when no file would change, 1 when some would.

            Example:
              cnfctl plan -f site.yaml
            """
    )

    @OptionGroup var global: GlobalOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("The site file; - is standard input.", valueName: "path"))
    var file: String

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(ApplySite(text: try InputFile.text(file), plan: true))
        try Output.answer(report, global.format) { ApplyCommand.text(report) }
        if global.format == .text { for message in report.messages { Output.error("Note: \(message.text)") } }
        return report.changes?.isEmpty == false ? .difference : .done
    }
}
