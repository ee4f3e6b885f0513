internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import SiteFiles
internal import Store

extension ApplySite: ChangingUseCase {
    /// A large site takes seconds to read.
    func prepare() throws -> Document { try SiteFile.read(text) }

    func change(
        _ document: Document,
        _ transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws -> ApplyReport {
        let configuration = try transaction.configuration()
        for seen in versions ?? [] { try Self.require(seen, configuration, in: transaction) }
        let collector = ProblemCollector()
        let site = try Site(document, collector: collector) { noun, document in
            try SavedDocuments.restoreMasked(document, noun: noun, configuration, transaction)
        }
        try SiteCheck(site, of: document, configuration).run(collector, in: transaction)
        guard collector.problems.isEmpty else { throw Problems(Self.inOrder(collector.problems)) }

        var writer = SiteWriter(transaction, context, configuration)
        try writer.write(site)
        if !confirm, !plan { try Self.refuseLoss(of: writer.messages) }
        let event = context.event("first files of new phones")
        let firstFiles = try context.publisher.publishFirstFiles(event, in: transaction)
        try context.auditPublication("publish", "new phones", firstFiles, in: transaction)
        let next = try context.publisher.preview(.all, context.event("preview"), in: transaction, grouped: plan)
        return ApplyReport(
            plan: plan,
            created: writer.created,
            updated: writer.updated,
            unchanged: writer.unchanged,
            messages: writer.messages + [reminder(next, firstFiles)].compactMap(\.self),
            firstFiles: firstFiles.isEmpty ? nil : ResetReport(firstFiles, selection: "new phones", plan: plan),
            changes: plan ? try next.changes() : nil
        )
    }

    /// Refuses what would overwrite another's change, a deletion included.
    private static func require(
        _ seen: ObjectVersion,
        _ configuration: SavedConfiguration,
        in snapshot: any StoreSnapshot
    ) throws {
        do {
            try SavedItem(seen.noun, seen.name, configuration, in: snapshot).require(seen.version)
        } catch let problem as Problem where problem.kind == .notFound {
            throw Problem(
                .conflict,
                code: "version-conflict",
                "It is not there any more.",
                object: problem.object,
                hint: "Read what is saved again and repeat the change."
            )
        }
    }

    /// Problems are found object by object; the administrator reads the file from top to bottom.
    private static func inOrder(_ problems: [Problem]) -> [Problem] {
        problems.enumerated().sorted {
            ($0.element.line ?? .max, $0.offset) < ($1.element.line ?? .max, $1.offset)
        }.map(\.element)
    }

    /// Security is never lost silently: a file in which a line is missing must not take it away.
    private static func refuseLoss(of messages: [Message]) throws(Problem) {
        let losses = Set(messages.map(\.code)).sorted().compactMap { ChapterMessages.losses[$0] }
        guard !losses.isEmpty else { return }
        throw Problem(
            .unconfirmed,
            code: "security-would-be-lost",
            "This file would " + losses.joined(separator: " and ") + "; nothing was applied.",
            object: "site file",
            hint: "Repeat with --yes if that is meant; what a file does not name takes its default."
        )
    }

    /// The phones that wait for a reset besides the new ones, whose first files come at once.
    private func reminder(_ next: ResetOutcome, _ firstFiles: ResetOutcome) -> Message? {
        // A rehearsal writes no publications, so new phones still seem to wait.
        let waiting = Set(next.published).subtracting(firstFiles.published).count
        let defaultFile = next.changesDefaultFile && !(plan && firstFiles.changesDefaultFile)
        return ChapterMessages.pending(waiting, defaultFile: defaultFile, resetWith: "reset --pending")
    }
}
