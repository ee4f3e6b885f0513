internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension UpdateSRST: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let configuration = try transaction.configuration()
        let saved = try Names.find(name, in: configuration.srstReferences)
        try Names.require(version, of: saved)
        if let named = fields["name"]?.text, try Names.object(named, noun: SRSTReference.noun) != saved.value.name {
            throw Problem(
                .validation,
                code: "name-is-fixed",
                "An update cannot change the name.",
                object: saved.value.label,
                field: "name",
                hint: "Leave the name out."
            )
        }
        let reference = try saved.value.changing(fields)
        var change = ReferenceChange(from: saved, to: reference)
        guard change.differs else {
            return ChangeReport(object: reference.label, plan: plan, changed: false, version: saved.version)
        }
        let certificate = configuration.certificates[saved.id]
        let newVersion = try change.save(in: transaction, context, certificate: certificate).version
        let pending = try context.publisher.preview(.srst(reference.name), context.event("preview"), in: transaction)
        let reset = ChapterMessages.pending(pending.published.count, resetWith: "reset --srst \(reference.name)")
        return ChangeReport(
            object: reference.label,
            plan: plan,
            changed: true,
            version: newVersion,
            messages: change.messages + [reset].compactMap(\.self),
            pending: pending.published.count
        )
    }
}
