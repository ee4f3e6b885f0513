internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

/// What follows a saved change: the first files at once (S02), the reset when it was asked for, or else the reminder of
/// what waits for one.
struct ChangeConclusion {
    let transaction: any StoreTransaction
    let context: UseCaseContext
    let plan: Bool

    /// The report of a change of `item`, as it was when its name still was what a reset is asked for by.
    ///
    /// - Parameters:
    ///   - item: The object; its scope tells the dependents.
    ///   - version: Its version now; none when it is gone.
    ///   - messages: The chapter's messages on the change.
    ///   - reset: Whether to reset the dependents now.
    /// - Returns: The report, with the reset or with what waits for one.
    /// - Throws: `Problem` when the reset cannot be done.
    func report(
        _ item: SavedItem,
        version: Int?,
        messages: [Message],
        reset: Bool
    ) throws -> ChangeReport {
        var report = ChangeReport(
            object: item.value.label,
            plan: plan,
            changed: true,
            version: version,
            messages: messages
        )
        if reset {
            report.reset = try resetNow(item)
            return report
        }
        let first = try firstFiles(item)
        if let first, !first.isEmpty { report.reset = ResetReport(first, selection: item.value.label, plan: plan) }
        let next = try context.publisher.preview(
            item.scope?.selection ?? .all,
            context.event("preview"),
            in: transaction,
            grouped: plan
        )
        if plan { report.changes = try next.changes() }
        let waiting = try self.waiting(item, first, next)
        report.pending = waiting.phones
        let command = item.scope.map { "reset \($0.flag)" } ?? "reset --pending"
        let reminder = ChapterMessages.pending(waiting.phones, defaultFile: waiting.defaultFile, resetWith: command)
        report.messages += [reminder].compactMap(\.self)
        return report
    }

    /// A new phone's file, or the first default file of the cluster.
    private func firstFiles(_ item: SavedItem) throws -> ResetOutcome? {
        guard item.value is Phone || item.value is Cluster else { return nil }
        let event = context.event("first file of \(item.value.label)")
        let outcome = try context.publisher.publishFirstFiles(event, in: transaction)
        try context.auditPublication("publish", item.value.label, outcome, in: transaction)
        return outcome
    }

    private func resetNow(_ item: SavedItem) throws -> ResetReport {
        guard let scope = item.scope else {
            throw Problem(
                .usage,
                code: "no-reset-scope",
                "Its dependents cannot be reset in the same step; nothing was changed.",
                object: item.value.label,
                hint: "Change it without --reset, then run cnfctl reset --pending."
            )
        }
        let step = ResetStep(selection: scope.selection, description: scope.selection.description, plan: plan)
        do {
            return try step.run(in: transaction, context)
        } catch var problem as Problem where problem.kind == .unconfirmed {
            problem.hint =
                "Leave --reset out, and run cnfctl reset \(scope.flag) --confirm afterwards if that is meant."
            throw problem
        }
    }

    /// How many of the object's dependents wait for a reset, and whether the default file does.
    private func waiting(
        _ item: SavedItem,
        _ first: ResetOutcome?,
        _ next: ResetOutcome
    ) throws -> (phones: Int, defaultFile: Bool) {
        if item.scope != nil {
            // A rehearsal writes no publications, so a new phone still seems to wait.
            return (Set(next.published).subtracting(first?.published ?? []).count, false)
        }
        let defaultFile = next.changesDefaultFile && !(plan && first?.changesDefaultFile == true)
        guard let group = item.value as? CallManagerGroup else { return (next.published.count, defaultFile) }
        let configuration = try transaction.configuration()
        var dependents: Set<DeviceName> = []
        for pool in configuration.devicePools.values where pool.value.callManagerGroup == group.name {
            try transaction.forEachCandidate(.devicePool(pool.value.name), in: .stored) { dependents.insert($0.name) }
        }
        let isDefault = configuration.cluster.value.defaultCallManagerGroup == group.name
        return (dependents.intersection(next.published).count, defaultFile && isDefault)
    }
}
