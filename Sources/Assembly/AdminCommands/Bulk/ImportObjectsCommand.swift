internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents
internal import FoundationEssentials

/// `cnfctl <noun> import`.
struct ImportObjectsCommand<Imported: Noun>: AdminCommand {
    static var answersTable: Bool { true }
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import",
            abstract: "Save the objects in the rows of a CSV file: all, or none when a row is refused.",
            discussion: """
                The heads are fields, as export writes them: lines.1.label, settings.webAccess. A column that is not there \
                leaves its field as it is; an empty cell sets it back to its default, "" to the empty text. Nothing is \
                reset: new phones get their first file, the others wait. A file that would bring back what was deleted or \
                replaced says so, and asks. The answer is a result for each row; of a file of more than \
                \(ImportResults.shownRows) rows, a table has those that were refused or bring something back.

                Examples:
                  \(Imported.command) import objects.csv --dry-run
                  \(Imported.command) import objects.csv
                  \(Imported.command) import - --keep-going --json

                \(FieldHelp.columns(Imported.shape))
                """
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("The CSV file; - is standard input.", valueName: "path"))
    var file: String

    @Flag(
        name: [.customLong("plan"), .customLong("dry-run")],
        help: "Say what would become of each row; exit 1 when something would be saved."
    )
    var plan = false

    @Flag(name: .long, help: "Leave out rows that cannot be saved, and save the others; exit 8 when there are any.")
    var keepGoing = false

    @OptionGroup var progress: ProgressOptions

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let request = ImportObjects(noun: Imported.noun, keepGoing: keepGoing, plan: plan, confirm: global.yes)
        do {
            return try await run(request, client)
        } catch let report as ProblemReport where ReturningObject.isRefusal(report.error) && file != "-" {
            try Terminal.confirm(report.error.message, flag: "--yes")
            var confirmed = request
            confirmed.confirm = true
            return try await run(confirmed, client)
        }
    }

    private func run(_ request: ImportObjects, _ client: AdminClient) async throws -> ExitStatus {
        var sheet = try SheetInput(file)
        var request = request
        request.rows = sheet.rows
        var results = ImportResults(global.format)
        var meter = ProgressMeter(progress.progress, of: Imported.noun == .phone ? "phone" : "row")
        defer { meter.clear() }
        func next() throws -> [UInt8]? { try sheet.next() }
        let report = try await client.stream(request, body: next) { piece, json in
            switch piece {
            case .progress: meter.show(Progress(try AdminJSON.decode(WorkProgress.self, from: Data(json))))
            case .item:
                meter.clear()
                try results.take(json)
            case .head, .end, .error: break
            }
        }
        meter.clear()
        try results.finish(report)
        if global.format == .text || global.format == .csv { Output.notes(report.messages, .text) }
        return Self.status(report, keepGoing: keepGoing)
    }

    static func status(_ report: ImportReport, keepGoing: Bool) -> ExitStatus {
        if report.refused > 0 { return keepGoing ? .somePhonesFailed : .validation }
        return report.plan && report.added + report.updated > 0 ? .difference : .done
    }
}

extension Progress {
    /// How far an import is.
    init(_ work: WorkProgress) {
        self.init(
            done: work.done - work.failed,
            failed: work.failed,
            total: work.total,
            stage: work.phase == .publishing ? "publishing first files" : nil
        )
    }
}
