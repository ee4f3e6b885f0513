internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension ReplacePhone: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let old = try Names.findPhone(name, in: transaction)
        try Names.require(version, of: old)
        let replacement = try Self.renamed(old.value, to: Names.phone(newName))
        if try transaction.phone(replacement.name) != nil {
            throw Problem(
                .conflict,
                code: "already-exists",
                "There is a \(replacement.label) already; nothing was replaced.",
                object: old.value.label,
                field: "name",
                hint: "Delete that one first, or name another."
            )
        }
        let saved = try transaction.save(replacement)
        // Its certificates go with it: they are the handset's own.
        let successor = replacement.name.description
        try transaction.delete(old.id, Deletion(time: context.now, actor: context.actor, successor: successor))
        try audit(old.value, replacement, in: transaction, context)
        let item = try SavedItem(.phone, replacement.name.description, transaction.configuration(), in: transaction)
        var report = try ChangeConclusion(transaction: transaction, context: context, plan: plan)
            .report(item, version: saved.version, messages: [], reset: false)
        let oldFile = try context.publisher.preview(
            .phone(old.value.name),
            context.event("preview"),
            in: transaction,
            grouped: plan
        )
        guard !oldFile.withdrawn.isEmpty else { return report }
        report.pending += 1
        report.messages.append(ChapterMessages.fileStays(of: old.value.name))
        if plan { report.changes = try (report.changes ?? []) + oldFile.changes() }
        return report
    }

    private static func renamed(_ phone: Phone, to name: DeviceName) throws -> Phone {
        try phone.changing(.mapping([Document.Entry("name", .string(name.description))]))
    }

    /// A record for each of the two, each naming the other: the history of either leads to the other.
    private func audit(
        _ old: Phone,
        _ new: Phone,
        in transaction: any AuditWriting,
        _ context: UseCaseContext
    ) throws {
        var leaving = context.audit(PhoneSuccession.action, old.label)
        leaving.before = old.document
        leaving.after = PhoneSuccession.replacedBy(new.name)
        try transaction.appendAudit(leaving)
        var coming = context.audit(PhoneSuccession.action, new.label)
        coming.before = PhoneSuccession.replaces(old.name)
        coming.after = new.document
        try transaction.appendAudit(coming)
    }
}
