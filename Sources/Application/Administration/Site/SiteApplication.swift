internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

/// Brings the saved state to what a site file says, in one transaction.
struct SiteApplication {
    let request: ApplySite
    let prepared: PreparedSite
    /// The plan that is carried out; none when the file itself is applied.
    var plan: KeptPlan?

    func run(_ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ApplyReport {
        let configuration = try transaction.configuration()
        for seen in request.versions ?? [] { try seen.requirePresent(configuration, in: transaction) }
        let start = try SitePosition(of: transaction)
        let site = try read(configuration, in: transaction)

        let ledger = SiteLedger(
            fence: try fence(in: transaction),
            digest: plan != nil || request.keep ? ChangeDigest() : nil
        )
        var writer = SiteWriter(
            transaction,
            context,
            configuration,
            ledger: ledger,
            returning: ReturningObjects(transaction)
        )
        try writer.write(site)
        let accepted = try prepared.certificates.accept(
            outsideValidity: request.acceptExpired,
            in: transaction,
            context
        )
        for reference in accepted.references { try writer.noteCertificate(of: reference) }
        var pruning = SitePruning(transaction, context, configuration, writer.ledger)
        if request.prune { try pruning.prune(site) }
        try requireFresh(pruning.ledger)
        if !request.confirm, !request.plan { try writer.returning?.refuse(writer.losses, file: "site file") }
        if !request.confirmDeletions, !request.plan { try pruning.refuseUnconfirmed() }

        let withdrawn = try pruning.withdrawFiles(plan: request.plan)
        let event = context.event("first files of new phones")
        let firstFiles = try context.publisher.publishFirstFiles(event, in: transaction)
        try context.auditPublication("publish", "new phones", firstFiles, in: transaction)
        let next = try context.publisher.preview(
            .all,
            context.event("preview"),
            in: transaction,
            grouped: request.plan
        )
        if !request.plan { try remember(site, pruning.deleted, in: transaction) }
        let overwritten = try pruning.ledger.fence?.overwritten() ?? []
        let reminders = [
            writer.returning?.message,
            OverwrittenObject.message(overwritten, hasPosition: prepared.position != nil),
            SiteConclusion.reminder(next, firstFiles, plan: request.plan),
        ]
        return ApplyReport(
            plan: request.plan,
            created: writer.created,
            updated: writer.updated,
            unchanged: writer.unchanged,
            messages: Self.messages(writer, accepted) + pruning.messages + reminders.compactMap(\.self),
            firstFiles: firstFiles.isEmpty
                ? nil : ResetReport(firstFiles, selection: "new phones", plan: request.plan),
            changes: request.plan ? try next.changes() : nil,
            deleted: pruning.deleted,
            certificates: accepted.references.map { "\(SRSTReference.noun) \($0)" },
            withdrawn: withdrawn,
            lost: writer.losses + pruning.losses,
            overwritten: overwritten,
            returning: writer.returning?.noted ?? [],
            kept: try pruning.ledger.digest.flatMap { digest in
                request.plan && request.keep
                    ? try KeptPlan(request, at: start, digest: digest.text, context).text : nil
            }
        )
    }

    /// What judges the changes; nothing when the versions that were seen have been compared already.
    private func fence(in transaction: any RevisionReading & AuditReading & ChangeReading) throws -> SiteFence? {
        if let plan { return try SiteFence(ofPlanAt: plan.position, in: transaction) }
        guard request.versions == nil || prepared.position != nil else { return nil }
        return try SiteFence(prepared.position, source: request.source, in: transaction)
    }

    /// The objects of the file as they will be.
    private func read(_ configuration: SavedConfiguration, in transaction: any StoreTransaction) throws -> Site {
        let collector = ProblemCollector()
        let document = try SavedDocuments.complete(
            prepared.certificates.document,
            replacing: request.replace,
            configuration,
            transaction
        )
        let site = Site(document, collector: collector) { $1 }
        let behind = request.prune ? SitePruning.behind(configuration) : configuration
        try SiteCheck(site, of: document, behind, in: transaction).run(collector, in: transaction)
        guard collector.problems.isEmpty else {
            // What could be planned and cannot be done has become so since.
            if plan != nil, let first = collector.problems.first {
                throw Self.outdated("It cannot be done now: \(first)")
            }
            throw Problems(Self.inOrder(collector.problems))
        }
        return site
    }

    /// Refuses what would overwrite another's change, and a plan that would do something else by now.
    private func requireFresh(_ ledger: SiteLedger) throws {
        if let fence = ledger.fence, fence.isStale, plan != nil || !request.overwrite { throw try fence.refusal() }
        guard let plan, plan.digest != ledger.digest?.text else { return }
        throw Self.outdated("It would do something else by now than was planned.")
    }

    private static func outdated(_ message: String) -> Problem {
        Problem(
            .conflict,
            code: "plan-outdated",
            message,
            object: "plan",
            hint: "Nothing was applied; make the plan again."
        )
    }

    private func remember(_ site: Site, _ deleted: [String], in transaction: any StoreTransaction) throws {
        guard let source = request.source else { return }
        try RememberedFile.remember(prepared.position, source: source, deleted + site.labels, in: transaction)
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

    /// Problems are found object by object; the administrator reads the file from top to bottom.
    private static func inOrder(_ problems: [Problem]) -> [Problem] {
        problems.enumerated().sorted {
            ($0.element.line ?? .max, $0.offset) < ($1.element.line ?? .max, $1.offset)
        }.map(\.element)
    }
}

extension Site {
    /// How messages name the objects.
    fileprivate var labels: [String] {
        (cluster.map { [$0.object.label] } ?? []) + callManagerGroups.map(\.object.label)
            + srstReferences.map(\.object.label) + devicePools.map(\.object.label)
            + securityProfiles.map(\.object.label) + phones.map(\.object.label)
    }
}

extension ObjectVersion {
    /// Refuses what would overwrite another's change, a deletion included.
    fileprivate func requirePresent(
        _ configuration: SavedConfiguration,
        in snapshot: any ObjectFinding
    ) throws {
        do {
            try SavedItem(noun, name, configuration, in: snapshot).require(version)
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
}
