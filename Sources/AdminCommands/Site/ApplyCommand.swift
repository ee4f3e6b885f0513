internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

/// `cnfctl apply -f site.yaml`.
struct ApplyCommand: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Bring the saved state to what a site file says.",
        discussion: """
            Objects that the file does not name stay as they are; a field that an object does not name takes its \
            default. New phones get their first file at once; everything else waits for a reset.

            Examples:
              cnfctl apply -f site.yaml --plan
              cnfctl apply -f site.yaml
            """
    )

    @OptionGroup var global: GlobalOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("The site file; - is standard input.", valueName: "path"))
    var file: String

    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let text = String(decoding: try InputFile.read(file), as: UTF8.self)
        let report = try await client.send(ApplySite(text: text, plan: plan))
        try Output.answer(report, global.format) { Self.text(report) }
        if global.format == .text { for message in report.messages { Output.error("Note: \(message.text)") } }
        return plan && !(report.created.isEmpty && report.updated.isEmpty) ? .difference : .done
    }

    static func text(_ report: ApplyReport) -> String {
        let would = report.plan ? "would be " : ""
        var lines = [
            "\(report.created.count) \(would)created, \(report.updated.count) \(would)updated, "
                + "\(report.unchanged) unchanged"
        ]
        lines += report.created.map { "  + \($0)" } + report.updated.map { "  ~ \($0)" }
        if let reset = report.firstFiles {
            let verb = report.plan ? "would be published" : "published in revision \(reset.revision ?? 0)"
            lines.append("first files of \(reset.published.count) new phones \(verb)")
        }
        return lines.joined(separator: "\n")
    }
}
