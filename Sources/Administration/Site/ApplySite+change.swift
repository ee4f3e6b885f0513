internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import SiteFiles
internal import Store

extension ApplySite: ChangingUseCase {
    /// A large site takes seconds to read.
    func prepare() throws -> SiteCertificates {
        let document = try SiteFile.read(text)
        // Who means a site without objects writes {}; a file without anything was more likely lost on its way.
        guard document.content != .null else { throw Self.empty }
        return try SiteCertificates(document, beside: certificates)
    }

    private static var empty: Problem {
        Problem(
            .validation,
            code: "empty-file",
            "The file is empty.",
            object: "site file",
            hint: "cnfctl export writes one; a site without objects is {}."
        )
    }

    func change(
        _ prepared: SiteCertificates,
        _ transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws -> ApplyReport {
        let document = prepared.document
        let configuration = try transaction.configuration()
        for seen in versions ?? [] { try Self.require(seen, configuration, in: transaction) }
        let collector = ProblemCollector()
        let site = try Site(document, collector: collector) { noun, document in
            try SavedDocuments.restoreMasked(document, noun: noun, configuration, transaction)
        }
        let behind = prune ? SitePruning.behind(configuration) : configuration
        try SiteCheck(site, of: document, behind).run(collector, in: transaction)
        guard collector.problems.isEmpty else { throw Problems(Self.inOrder(collector.problems)) }

        var writer = SiteWriter(transaction, context, configuration)
        try writer.write(site)
        let accepted = try prepared.accept(outsideValidity: acceptExpired, in: transaction, context)
        if !confirm, !plan { try Loss.refuse(writer.losses, object: "site file") }
        var pruning = SitePruning(transaction, context, configuration)
        if prune { try pruning.prune(site) }
        if !confirmDeletions, !plan { try pruning.refuseUnconfirmed() }
        let withdrawn = try pruning.withdrawFiles(plan: plan)
        let event = context.event("first files of new phones")
        let firstFiles = try context.publisher.publishFirstFiles(event, in: transaction)
        try context.auditPublication("publish", "new phones", firstFiles, in: transaction)
        let next = try context.publisher.preview(.all, context.event("preview"), in: transaction, grouped: plan)
        return ApplyReport(
            plan: plan,
            created: writer.created,
            updated: writer.updated,
            unchanged: writer.unchanged,
            messages: Self.messages(writer, accepted) + pruning.messages
                + [SiteConclusion.reminder(next, firstFiles, plan: plan)].compactMap(\.self),
            firstFiles: firstFiles.isEmpty ? nil : ResetReport(firstFiles, selection: "new phones", plan: plan),
            changes: plan ? try next.changes() : nil,
            deleted: pruning.deleted,
            certificates: accepted.references.map { "\(SRSTReference.noun) \($0)" },
            withdrawn: withdrawn,
            lost: writer.losses + pruning.losses
        )
    }

    /// Who has just been given a certificate need not obtain it.
    private static func messages(
        _ writer: SiteWriter,
        _ accepted: (references: [ObjectName], messages: [Message])
    ) -> [Message] {
        let names = Set(accepted.references.map(\.text))
        return writer.messages.filter { message in
            message.code != MessageCode.updateCertificate.rawValue
                || !names.contains(message.arguments?["reference"]?.text ?? "")
        } + accepted.messages
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
}
