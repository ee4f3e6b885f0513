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
        _ body: any AdminStreamSource,
        _ sink: inout any AdminStreamSink,
        _ store: any StorePort,
        _ context: UseCaseContext
    ) async throws -> ImportReport {
        guard let object = noun.importable else { throw notImportable }
        // Nothing waits in the store for the first octets.
        let first = try await body.next()
        let feed = SheetFeed()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await Self.pump(first, body, into: feed) }
            // A sheet that stops coming does not keep its refusal from being sent.
            defer { group.cancelAll() }
            return try await answer(object, feed, &sink, store, context)
        }
    }

    private func answer(
        _ object: any ImportableObject.Type,
        _ feed: SheetFeed,
        _ sink: inout any AdminStreamSink,
        _ store: any StorePort,
        _ context: UseCaseContext
    ) async throws -> ImportReport {
        let (progress, continuation) = AsyncStream.makeStream(
            of: WorkProgress.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let work = ImportWork(request: self, feed: feed) { continuation.yield($0) }
        async let result = work.outcome(object, store, context) {
            feed.abandon()
            continuation.finish()
        }
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

    /// Hands on what comes, to its end or until nobody wants more.
    private static func pump(_ first: [UInt8]?, _ body: any AdminStreamSource, into feed: SheetFeed) async {
        do {
            var next = first
            while let chunk = next {
                guard await feed.give(chunk) else { return }
                next = try await body.next()
            }
            // Who is given up has not come to the end.
            feed.end(Task.isCancelled ? CancellationError() : nil)
        } catch {
            feed.end(error)
        }
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
}

/// An import in one transaction.
struct ImportWork: Sendable {
    /// How many rows lie between two reports on progress. Our own choice: some milliseconds.
    private static let progressStep = 200
    /// How many rows there may be. Our own bound: five times the largest site.
    private static let mostRows = 500_000
    /// How many refused rows are told of one by one; the others are counted. Our own bound: nobody mends more in one round.
    private static let mostRefusals = ProblemCollector.maximum

    let request: ImportObjects
    let feed: SheetFeed
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
        var sheet = CSVStream(feed.next)
        let heads = try ImportHeads(try sheet.next(), of: object)
        var rows = try RowImport<Object>(heads, transaction, context)
        var outcome = ImportOutcome(report: ImportReport(plan: request.plan))
        try takeRows(&sheet, &rows, &outcome)
        let returning = rows.writer.returning
        outcome.report.broughtBack = returning?.noted.count ?? 0
        let isWhole = outcome.report.refused == 0 || request.keepGoing
        guard isWhole else { throw outcome }
        if !request.confirm, !request.plan { try returning?.refuse(rows.writer.losses, file: "CSV file") }
        outcome.report.lost = rows.writer.losses
        let messages = rows.writer.messages + [returning?.message].compactMap(\.self)
        try conclude(&outcome.report, messages, object, transaction, context)
        outcome.report.saved = !request.plan && outcome.report.added + outcome.report.updated > 0
        return outcome
    }

    private func takeRows<Object: ImportableObject>(
        _ sheet: inout CSVStream,
        _ rows: inout RowImport<Object>,
        _ outcome: inout ImportOutcome
    ) throws {
        var count = 0
        while let row = try sheet.next() {
            let result = try rows.take(row)
            outcome.report.count(result.outcome)
            if result.outcome != .refused || outcome.report.refused <= Self.mostRefusals {
                try result.append(to: &outcome.lines)
            }
            count += 1
            guard count <= Self.mostRows else { throw Self.tooManyRows }
            if count.isMultiple(of: Self.progressStep) {
                report(.saving, count, request.rows ?? 0, outcome.report)
            }
        }
        report(.publishing, count, count, outcome.report)
    }

    private static var tooManyRows: Problem {
        Problem(
            .validation,
            code: "too-many-rows",
            "The file has more than \(mostRows) rows; nothing was saved.",
            object: "CSV file",
            hint: "Split it."
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
