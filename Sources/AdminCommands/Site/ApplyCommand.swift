internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents

/// `cnfctl apply -f site.yaml`.
struct ApplyCommand: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Bring the saved state to what a site file says.",
        discussion: """
            Objects that the file does not name stay as they are; a field that an object does not name takes its \
            default. New phones get their first file at once; everything else waits for a reset. A file that would make \
            the cluster non-secure or remove a certificate needs a yes. With --prune, objects that the file does not \
            name are deleted; then the file's name must be typed. Certificates that the file names by fingerprint are \
            taken from certificates/<sha256>.pem beside it.

            Examples:
              cnfctl apply -f site.yaml --plan
              cnfctl apply -f site.yaml
              cnfctl apply -f site.yaml --prune --confirm site.yaml
            """
    )

    @OptionGroup var global: GlobalOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("The site file; - is standard input.", valueName: "path"))
    var file: String

    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    @Flag(name: .long, help: "Delete the objects that the file does not name.")
    var prune = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The file's name again, instead of being asked for it before objects are deleted.",
            valueName: "name"
        )
    )
    var confirm: String?

    @Flag(name: .long, help: "Accept certificates beside the file although they are outside their validity.")
    var acceptExpired = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let request = ApplySite(
            text: try InputFile.text(file),
            plan: plan,
            confirm: global.yes,
            prune: prune,
            confirmDeletions: confirm == fileName,
            certificates: try SiteDirectory.certificates(beside: file),
            acceptExpired: acceptExpired
        )
        let report = try await apply(request, client)
        try Output.answer(report, global.format) { Self.text(report) }
        Output.notes(report.messages + (report.firstFiles?.messages ?? []), global.format)
        let changes = report.created + report.updated + report.deleted + report.certificates
        return plan && !changes.isEmpty ? .difference : .done
    }

    /// What is typed before objects are deleted.
    private var fileName: String { file.split(separator: "/").last.map(String.init) ?? file }

    /// The daemon refuses to take security away unconfirmed; then whoever is at the terminal is asked.
    private func apply(_ request: ApplySite, _ client: AdminClient) async throws -> ApplyReport {
        do {
            return try await client.send(request, of: file)
        } catch let report as ProblemReport where report.error.kind == .unconfirmed {
            var confirmed = request
            if report.error.code == "objects-would-be-deleted" {
                try Terminal.confirm(report.error.message, typing: fileName, flag: "--confirm \(fileName)")
                confirmed.confirmDeletions = true
            } else if Loss.isRefusal(report.error) {
                try Terminal.confirm(report.error.message, flag: "--yes")
                confirmed.confirm = true
            } else {
                throw report
            }
            return try await apply(confirmed, client)
        }
    }

    static func text(_ report: ApplyReport) -> String {
        let would = report.plan ? "would be " : ""
        var lines = [
            "\(report.created.count) \(would)created, \(report.updated.count) \(would)updated, "
                + (report.deleted.isEmpty ? "" : "\(report.deleted.count) \(would)deleted, ")
                + "\(report.unchanged) unchanged"
        ]
        lines += report.created.map { "  + \($0)" } + report.updated.map { "  ~ \($0)" }
        lines += report.certificates.map { "  ~ \($0), certificate" } + report.deleted.map { "  - \($0)" }
        lines += ReportText.lost(report.lost, plan: report.plan)
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
