internal import AdminAPI
internal import Documents
internal import Publishing
internal import Store

extension CancelOperation: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> OperationReport {
        let view = try OperationView.find(id, in: transaction, now: context.now)
        guard view.operation.phase == .publishing else {
            throw Problem(
                .conflict,
                code: "nothing-to-cancel",
                "No wave of it is left: what is published stays published.",
                object: "operation \(id)",
                hint: "See what became of it with cnfctl operation show \(id)."
            )
        }
        var cancelled = view.operation
        cancelled.phase = .cancelled
        cancelled.reason = "cancelled by \(context.actor)"
        try transaction.update(cancelled)
        var entry = context.audit("cancel", "operation \(id)")
        entry.after = .mapping([Document.Entry("remaining", .integer(cancelled.remaining))])
        try transaction.appendAudit(entry)
        return try OperationView(cancelled, in: transaction, now: context.now).report()
    }
}
