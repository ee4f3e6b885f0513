internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension SetClusterMode: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let saved = try transaction.configuration().cluster
        try Names.require(version, of: saved)
        let changes = Document.mapping([Document.Entry("security-mode", .string(mode))])
        let cluster = try saved.value.changing(changes)
        var change = ClusterChange(from: saved.value, to: cluster)
        guard change.differs else {
            return ChangeReport(object: saved.value.label, plan: plan, changed: false, version: saved.version)
        }
        let newVersion = try change.save(in: transaction, context, action: "set-mode").version
        let next = try context.publisher.preview(.all, context.event("preview"), in: transaction, grouped: plan)
        let pending = next.published.count
        return ChangeReport(
            object: cluster.label,
            plan: plan,
            changed: true,
            version: newVersion,
            messages: change.messages + [ChapterMessages.pending(pending, resetWith: "reset --all")].compactMap(\.self),
            pending: pending,
            changes: plan ? try next.changes() : nil,
            lost: change.losses
        )
    }
}
