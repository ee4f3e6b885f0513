internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension RollbackRevision: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> RollbackReport {
        let target = try RevisionPosition.find(revision, in: transaction).revision
        let reason = "rollback to revision \(target.number)"
        let outcome = try context.publisher.rollback(
            to: target,
            context.event(reason, asOf: target.asOf),
            in: transaction,
            acceptsContradictions: confirm || plan,
            grouped: true
        )
        var entry = context.audit("rollback", "revision \(target.number)")
        entry.after = .mapping([
            Document.Entry("revision", outcome.revision.map { .integer($0.number) } ?? .null),
            Document.Entry("restored", .integer(outcome.restored.count)),
            Document.Entry("contradictions", .integer(outcome.contradictions.values.reduce(0, +))),
        ])
        try transaction.appendAudit(entry)
        return RollbackReport(
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
            messages: outcome.isEmpty ? [] : [ChapterMessages.savedStateStays]
        )
    }
}

extension ChapterMessages {
    /// After a rollback: the next reset would undo it.
    static let savedStateStays = Message(
        code: "saved-state-stays",
        text:
            "The saved state stays as it is, so the next reset of these phones undoes the rollback: mend it first, or "
            + "discard changes with cnfctl srst revert and cnfctl phone revert."
    )
}
