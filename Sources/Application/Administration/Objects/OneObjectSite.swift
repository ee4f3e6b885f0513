internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// A site of one object: it is checked and saved as `apply` would, so that no rule exists twice.
struct OneObjectSite {
    let noun: ObjectNoun
    /// The object's fields, whole.
    let fields: Document
    /// Whether its dependents are reset in the same step.
    var isReset = false

    /// Saves the object unless it is as it was; answers what was written, and the chapter's messages.
    func write(
        in transaction: any StoreTransaction,
        _ context: UseCaseContext,
        _ configuration: SavedConfiguration
    ) throws -> SiteWriter {
        let site = try checked(configuration, in: transaction)
        var writer = SiteWriter(transaction, context, configuration, isReset: isReset)
        try writer.write(site)
        return writer
    }

    /// The site, when nothing is wrong with it; else every problem is thrown together.
    func checked(_ configuration: SavedConfiguration, in transaction: any StoreTransaction) throws -> Site {
        let section = noun == .cluster ? fields : .list([fields])
        let document = Document.mapping([Document.Entry(noun.section, section)])
        let collector = ProblemCollector()
        let site = try Site(document, collector: collector) { noun, document in
            try SavedDocuments.restoreMasked(document, noun: noun, configuration, transaction)
        }
        try SiteCheck(site, of: document, configuration, in: transaction).run(collector, in: transaction)
        guard collector.problems.isEmpty else { throw Problems(collector.problems) }
        return site
    }
}
