internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import Documents

/// `cnfctl apply -f site.yaml`.
struct ApplyCommand: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Bring the saved state to what a site file says.",
        discussion: """
            Objects that the file does not name stay as they are; a field that an object does not name takes its \
            default. New phones get their first file at once; everything else waits for a reset. A file that would make \
            the cluster non-secure or remove a certificate needs a yes.

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
        let text = try InputFile.text(file)
        let report = try await apply(ApplySite(text: text, plan: plan, confirm: global.yes), client)
        try Output.answer(report, global.format) { Self.text(report) }
        Output.notes(report.messages + (report.firstFiles?.messages ?? []), global.format)
        return plan && !(report.created.isEmpty && report.updated.isEmpty) ? .difference : .done
    }

    /// The daemon refuses to take security away unconfirmed; then whoever is at the terminal is asked.
    private func apply(_ request: ApplySite, _ client: AdminClient) async throws -> ApplyReport {
        do {
            return try await client.send(request)
        } catch let report as ProblemReport where report.error.kind == .unconfirmed {
            try Terminal.confirm(report.error.message, flag: "--yes")
            var confirmed = request
            confirmed.confirm = true
            return try await client.send(confirmed)
        }
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
            let phones = Quantity(reset.published.count, "new phone")
            if !reset.published.isEmpty {
                lines.append("\(phones.choose("first file", "first files")) of \(phones) \(verb)")
            }
            if reset.defaultFile { lines.append("XMLDefault.cnf.xml \(verb)") }
        }
        lines += ChangeGroupText.lines(report.changes ?? [])
        return lines.joined(separator: "\n")
    }
}
