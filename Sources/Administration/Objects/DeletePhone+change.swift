internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension DeletePhone: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let phone = try Names.findPhone(name, in: transaction)
        try Names.require(version, of: phone)
        try transaction.delete(phone.id)
        var entry = context.audit("delete", phone.value.label)
        entry.before = phone.value.document.masked
        try transaction.appendAudit(entry)
        let event = context.event("delete \(phone.value.label)")
        let outcome = try context.publisher.withdrawFile(of: phone.value.name, event, in: transaction)
        try context.auditPublication("withdraw", phone.value.label, outcome, in: transaction)
        return ChangeReport(
            object: phone.value.label,
            plan: plan,
            changed: true,
            version: nil,
            reset: ResetReport(outcome, selection: phone.value.label, plan: plan)
        )
    }
}
