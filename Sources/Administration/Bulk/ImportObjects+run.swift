internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import FoundationEssentials
internal import Publishing
internal import Store

extension ImportObjects: StreamingUseCase {
    /// How many bytes of results are sent at once. Our own choice.
    private static let chunkLength = 262_144

    /// A plan runs on an overlay that nobody else sees.
    var access: AdminAccess { plan ? .read : .write }

    func run(
        _ body: [UInt8],
        _ sink: inout any AdminStreamSink,
        _ store: any StorePort,
        _ context: UseCaseContext
    ) async throws -> ImportReport {
        guard let object = noun.importable else { throw notImportable }
        var reader = CSVReader(body)
        let heads = try ImportHeads(&reader, of: object)
        let (progress, continuation) = AsyncStream.makeStream(
            of: WorkProgress.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let work = ImportWork(request: self, heads: heads, reader: reader) { continuation.yield($0) }
        async let result = work.outcome(object, store, context) { continuation.finish() }
        for await step in progress {
            // Whoever has gone away does not stop what has begun.
            try? await sink.send(StreamPiece.progress.line(try AdminJSON.encode(step)))
        }
        let outcome = try await result
        var rest = outcome.lines[...]
        while !rest.isEmpty {
            try await sink.send(Array(rest.prefix(Self.chunkLength)))
            rest = rest.dropFirst(Self.chunkLength)
        }
        return outcome.report
    }

    private var notImportable: Problem {
        Problem(
            .usage,
            code: "not-importable",
            "There is no import of \(noun.rawValue) objects.",
            hint: "Use cnfctl apply -f with a site file."
        )
    }
}

/// What an import did.
struct ImportOutcome: Error {
    /// The results of the rows, as lines of the answer.
    var lines: [UInt8] = []
    /// What is answered in the end.
    var report: ImportReport
    /// The first of the objects that are brought back, each with how it went.
    var returns: [String] = []
}

/// An import in one transaction.
struct ImportWork: Sendable {
    /// How many rows lie between two reports on progress. Our own choice: some milliseconds.
    private static let progressStep = 200
    /// How many returning objects a refusal names. Our own choice.
    private static let shownReturns = 3

    let request: ImportObjects
    let heads: ImportHeads
    let reader: CSVReader
    let progress: @Sendable (WorkProgress) -> Void

    /// Saves, or says what would be saved; calls `done` when the transaction is over.
    func outcome<Object: ImportableObject>(
        _ object: Object.Type,
        _ store: any StorePort,
        _ context: UseCaseContext,
        done: @Sendable () -> Void
    ) async throws -> ImportOutcome {
        defer { done() }
        do {
            guard request.plan else { return try await store.write { try run(object, $0, context) } }
            return try await store.rehearse { try run(object, $0, context) }
        } catch let outcome as ImportOutcome {
            return outcome
        }
    }

    /// Takes every row; throws the outcome when nothing may be saved.
    private func run<Object: ImportableObject>(
        _ object: Object.Type,
        _ transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws -> ImportOutcome {
        var rows = try RowImport<Object>(heads, transaction, context)
        var outcome = ImportOutcome(report: ImportReport(plan: request.plan))
        try takeRows(&rows, &outcome)
        let isWhole = outcome.report.refused == 0 || request.keepGoing
        guard isWhole else { throw outcome }
        if !request.confirm, !request.plan { try refuseUnconfirmed(outcome, rows.writer.losses) }
        outcome.report.lost = rows.writer.losses
        try conclude(&outcome.report, rows.writer.messages, object, transaction, context)
        outcome.report.saved = !request.plan && outcome.report.added + outcome.report.updated > 0
        return outcome
    }

    private func takeRows<Object: ImportableObject>(
        _ rows: inout RowImport<Object>,
        _ outcome: inout ImportOutcome
    ) throws {
        var reader = reader
        let total = reader.remainingLines
        var count = 0
        while let row = reader.next() {
            let result = try rows.take(row)
            outcome.report.count(result.outcome)
            if let departure = result.bringsBack {
                outcome.report.broughtBack += 1
                if outcome.returns.count < Self.shownReturns {
                    outcome.returns.append("\(result.name ?? "") \(departure.text)")
                }
            }
            try result.append(to: &outcome.lines)
            count += 1
            if count.isMultiple(of: Self.progressStep) {
                report(.saving, count, total, outcome.report)
            }
        }
        report(.publishing, count, count, outcome.report)
    }

    /// A list from before a handset was replaced must not bring it back unnoticed. All that there is to agree to is told at
    /// once.
    private func refuseUnconfirmed(_ outcome: ImportOutcome, _ losses: [Loss]) throws(Problem) {
        let count = outcome.report.broughtBack
        guard count > 0 else { return try Loss.refuse(losses, object: "CSV file") }
        let rest = count - outcome.returns.count
        throw Problem(
            .unconfirmed,
            code: ImportReport.returnCode,
            "This file brings back \(Quantity(count, request.noun.rawValue)): "
                + outcome.returns.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more." : ".")
                + (losses.isEmpty ? "" : " It takes away \(Loss.summary(losses))."),
            object: "CSV file",
            hint:
                "Nothing was saved; see all of them with --dry-run and remove their rows, or repeat with --yes if that is "
                + "meant."
        )
    }

    private func report(_ phase: WorkProgress.Phase, _ done: Int, _ total: Int, _ report: ImportReport) {
        progress(WorkProgress(phase: phase, done: done, total: max(done, total), failed: report.refused))
    }

    /// New phones get their first file (S02); the others wait for a reset.
    private func conclude<Object: ImportableObject>(
        _ report: inout ImportReport,
        _ messages: [Message],
        _ object: Object.Type,
        _ transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws {
        report.messages = messages
        if report.broughtBack > 0 { report.messages.append(ChapterMessages.broughtBackByFile(report.broughtBack)) }
        let event = context.event("first files of new phones")
        let first = try context.publisher.publishFirstFiles(event, in: transaction)
        try context.auditPublication("publish", "new phones", first, in: transaction)
        report.revision = request.plan ? nil : first.revision?.number
        report.firstFiles = first.published.count
        if !first.isEmpty {
            report.messages += ResetReport(first, selection: "new phones", plan: request.plan).messages
        }
        // New phones alone let no other phone wait.
        guard request.plan || report.updated > 0 || Object.noun != Phone.noun else { return }
        let next = try context.publisher.preview(
            .all,
            context.event("preview"),
            in: transaction,
            grouped: request.plan
        )
        report.messages += [SiteConclusion.reminder(next, first, plan: request.plan)].compactMap(\.self)
        if request.plan { report.changes = try next.changes() }
    }
}

extension ImportRow {
    /// Appends the row as a line of the answer. Most rows have nothing to say but how they went, of 100 000 of which
    /// Codable would take seconds.
    func append(to lines: inout [UInt8]) throws {
        lines += StreamPiece.item.prefix
        if error != nil || bringsBack != nil {
            lines += try AdminJSON.encode(self)
        } else {
            Document.mapping([
                Document.Entry("row", .integer(row)), Document.Entry("name", name.map(Document.string) ?? .null),
                Document.Entry("outcome", .string(outcome.rawValue)),
            ]).appendJSON(to: &lines)
        }
        lines += "}\n".utf8
    }
}
