internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import ClusterModel
internal import CommandLines
internal import Documents

/// `cnfctl apply -f site.yaml`.
struct ApplyCommand: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Bring the saved state to what a site file says.",
        discussion: """
            Objects that the file does not name stay as they are, and so does a field that an object does not name; null \
            sets a field to its default. With --replace, a field that an object does not name takes its default. What was \
            changed after the state that an exported file shows is not overwritten (exit code 4) without --overwrite. New \
            phones get their first file at once; everything else waits for a reset. A file that would take security, an \
            SRST choice, a certificate, lines or passwords away, or bring back what was deleted or replaced, needs a yes. With --prune, objects that the file does not \
            name are deleted; then the file's name must be typed. Certificates that the file names by fingerprint are \
            taken from certificates/<sha256>.pem beside it.

            Examples:
              cnfctl apply -f site.yaml --plan
              cnfctl apply -f site.yaml
              cnfctl apply -f site.yaml --prune --confirm site.yaml
              cnfctl apply --plan-file change.plan
            """
    )

    @OptionGroup var global: GlobalOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("The site file; - is standard input.", valueName: "path"))
    var file: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A plan that cnfctl plan --out has written: do exactly that, or exit 4.",
            valueName: "path"
        )
    )
    var planFile: String?

    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    @OptionGroup var options: SiteOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The file's name again, instead of being asked for it before objects are deleted.",
            valueName: "name"
        )
    )
    var confirm: String?

    func validate() throws {
        guard file == nil || planFile == nil else {
            throw ValidationError("Give -f or --plan-file, not both: a plan has its site file in it.")
        }
        guard file != nil || planFile != nil else {
            throw ValidationError("Give a site file with -f, or a plan with --plan-file.")
        }
        guard planFile == nil || !options.isGiven else {
            throw ValidationError(
                "A plan says itself how it is carried out; of the options it takes --confirm and --plan."
            )
        }
    }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report: ApplyReport
        if let planFile {
            var request = ApplyPlan(text: try InputFile.text(planFile), plan: plan)
            request.confirmDeletions = confirm == InputFile.name(planFile)
            report = try await change(request, by: planFile, client)
        } else {
            let file = file ?? "-"
            var request = try options.request(file, plan: plan)
            request.confirmDeletions = confirm == InputFile.name(file)
            report = try await change(request, by: file, client)
        }
        try Output.answer(report, global.format) { Self.text(report) }
        Output.notes(report.messages + (report.firstFiles?.messages ?? []), global.format)
        return report.plan && report.changesAnything ? .difference : .done
    }

    static func text(_ report: ApplyReport) -> String {
        let would = report.plan ? "would be " : ""
        var lines = [
            "\(report.created.count) \(would)created, \(report.updated.count) \(would)updated, "
                + (report.deleted.isEmpty ? "" : "\(report.deleted.count) \(would)deleted, ")
                + "\(report.unchanged) unchanged"
        ]
        let departures = Dictionary(report.returning.map { ($0.object, ", which \($0.bringsBack.text)") }) { $1 }
        lines += report.created.map { "  + \($0)\(departures[$0] ?? "")" } + report.updated.map { "  ~ \($0)" }
        lines += report.certificates.map { "  ~ \($0), certificate" } + report.deleted.map { "  - \($0)" }
        lines += ReportText.lost(report.lost.filter { !report.deleted.contains($0.object) }, plan: report.plan)
        if let reset = report.firstFiles {
            let verb = report.plan ? "would be published" : "published in revision \(reset.revision ?? 0)"
            let phones = Quantity(reset.published.count, "new phone")
            if !reset.published.isEmpty {
                lines.append("\(phones.choose("first file", "first files")) of \(phones) \(verb)")
            }
            if reset.defaultFile { lines.append("XMLDefault.cnf.xml \(verb)") }
        }
        if let reset = report.withdrawn, !reset.withdrawn.isEmpty {
            let verb = report.plan ? "would be withdrawn" : "withdrawn in revision \(reset.revision ?? 0)"
            let phones = Quantity(reset.withdrawn.count, "deleted phone")
            lines.append("\(phones.choose("file", "files")) of \(phones) \(verb)")
        }
        lines += ChangeGroupText.lines(report.changes ?? [])
        return lines.joined(separator: "\n")
    }
}
