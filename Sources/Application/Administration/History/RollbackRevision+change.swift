internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Platform
internal import Publishing
internal import Store

extension RollbackRevision: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> RollbackReport {
        let target = try RevisionPosition.find(revision, in: transaction).revision
        let staleAfter = try Waves.staleAfter(staleAfter, of: "rollback")
        let waves = try waves.map { try $0.plan(.all, accepting: confirm, of: "rollback") }
        let reason = "rollback to revision \(target.number)"
        let clock = try ClockCorrection(clock ?? (confirm ? .isRight : nil), plan: plan, in: transaction, context)
        let outcome = try context.publisher.rollback(
            to: target,
            context.event(reason, asOf: target.asOf, acceptsClock: clock.isAccepted),
            in: transaction,
            acceptsContradictions: confirm || plan,
            wave: waves.map { WaveExtent(size: $0.waves.size) },
            grouped: true
        )
        try AgreedPlan.require(
            expected,
            digest: outcome.digest,
            phones: outcome.restored.count + outcome.deferred,
            "rollback",
            object: "to revision \(target.number)"
        )
        let operation =
            plan
            ? nil
            : try OperationRecord.begin(
                OperationRecord.Part(outcome),
                .rollback(to: target.number),
                "revision \(target.number)",
                staleAfter: staleAfter,
                waves: waves,
                in: transaction,
                context
            )
        var entry = context.audit("rollback", "revision \(target.number)")
        entry.after = .mapping([
            Document.Entry("revision", outcome.revision.map { .integer($0.number.rawValue) } ?? .null),
            Document.Entry("restored", .integer(outcome.restored.count)),
            Document.Entry("contradictions", .integer(outcome.contradictions.values.reduce(0, +))),
            Document.Entry("operation", operation.map(Document.integer) ?? .null),
        ])
        try transaction.appendAudit(entry)
        var report = RollbackReport(
            target: target.number,
            plan: plan,
            revision: plan ? nil : outcome.revision?.number,
            restored: outcome.restored.map(\.description),
            defaultFile: outcome.siteFiles.contains(.defaultFile),
            capfFile: outcome.siteFiles.contains(.capfRoot),
            newer: outcome.newer.map(\.description),
            deleted: outcome.deleted.map(\.description),
            contradictions: Dictionary(
                uniqueKeysWithValues: outcome.contradictions.map { ($0.key.rawValue, $0.value) }
            ),
            changes: try outcome.groups.map(ChangeGroupReport.init),
            messages: (outcome.isEmpty ? [] : [ChapterMessages.savedStateStays])
                + clock.messages(isEmpty: outcome.isEmpty)
        )
        report.operation = operation
        if plan { report.digest = outcome.digest.description }
        if outcome.deferred > 0 {
            report.deferred = outcome.deferred
            report.waves = waves?.waves.count(behind: outcome.deferred)
        }
        return report
    }
}

extension ChapterMessages {
    /// After a rollback: the next reset would undo it.
    static let savedStateStays = Message(
        code: "saved-state-stays",
        text:
            "The saved state stays as it is, so the next reset of these phones undoes the rollback: mend it first, or "
            + "discard changes with revert, for instance cnfctl cluster revert."
    )
}
