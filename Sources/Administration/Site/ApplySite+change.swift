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
        let collector = ProblemCollector()
        let site = try Site(document, collector: collector) { noun, document in
            try SavedDocuments.restoreMasked(document, noun: noun, configuration, transaction)
        }
        try SiteCheck(site, of: document, configuration).run(collector, in: transaction)
        guard collector.problems.isEmpty else { throw Problems(Self.inOrder(collector.problems)) }

        var writer = SiteWriter(transaction, context, configuration)
        try writer.write(site)
        if !confirm, !plan { try SiteConclusion.refuseLoss(of: writer.messages, object: "site file") }
        let event = context.event("first files of new phones")
        let firstFiles = try context.publisher.publishFirstFiles(event, in: transaction)
        try context.auditPublication("publish", "new phones", firstFiles, in: transaction)
        let next = try context.publisher.preview(.all, context.event("preview"), in: transaction, grouped: plan)
        return ApplyReport(
            plan: plan,
            created: writer.created,
            updated: writer.updated,
            unchanged: writer.unchanged,
            messages: writer.messages + [SiteConclusion.reminder(next, firstFiles, plan: plan)].compactMap(\.self),
            firstFiles: firstFiles.isEmpty ? nil : ResetReport(firstFiles, selection: "new phones", plan: plan),
            changes: plan ? try next.changes() : nil
        )
    }

    /// Problems are found object by object; the administrator reads the file from top to bottom.
    private static func inOrder(_ problems: [Problem]) -> [Problem] {
        problems.enumerated().sorted {
            ($0.element.line ?? .max, $0.offset) < ($1.element.line ?? .max, $1.offset)
        }.map(\.element)
    }
}
