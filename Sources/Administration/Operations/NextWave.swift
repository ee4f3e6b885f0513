internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

/// The next step of one operation in waves, in a transaction of its own.
struct NextWave {
    /// The operation's number.
    let id: Int

    /// Publishes its next wave, gives the rest up, or waits; `true` when something was done.
    func take(in transaction: any StoreTransaction, _ context: UseCaseContext) throws -> Bool {
        guard var operation = try transaction.operation(id), operation.phase == .publishing,
            let plan = operation.waves
        else { return false }
        let view = try OperationView(operation, in: transaction, now: context.now)
        switch WaveStep(plan, lastWave: view.waves.last?.committedAt, counts: view.counts, now: context.now) {
        case .wait:
            return false
        case .stop:
            operation.phase = .stopped
            let stale = Quantity(view.counts[.stale], "phone")
            operation.reason =
                "\(stale) of \(view.counts.changed) \(stale.choose("is", "are")) stale, more than "
                + "\(plan.stopOnStale ?? 0) %"
        case .publish:
            try publish(&operation, plan, after: view.waves.last?.lastPhone, in: transaction, context)
        }
        try transaction.update(operation)
        return true
    }

    private func publish(
        _ operation: inout ResetOperation,
        _ plan: WavePlan,
        after last: DeviceName?,
        in transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws {
        let extent = WaveExtent(size: plan.size, after: last)
        let part: OperationRecord.Part
        switch operation.work {
        case .reset:
            part = OperationRecord.Part(
                try context.publisher.reset(
                    plan.selection,
                    context.event("reset \(operation.description), operation \(id)", asOf: operation.asOf),
                    in: transaction,
                    acceptsExpiredLoss: plan.acceptsExpiredLoss,
                    wave: extent
                )
            )
        case .rollback(let number):
            let target = try RevisionPosition.find("\(number)", in: transaction).revision
            part = OperationRecord.Part(
                try context.publisher.rollback(
                    to: target,
                    context.event("rollback to \(operation.description), operation \(id)", asOf: target.asOf),
                    in: transaction,
                    acceptsContradictions: plan.acceptsExpiredLoss,
                    wave: extent,
                    grouped: false
                )
            )
        }
        try OperationRecord.add(part, to: id, in: transaction, context)
        operation.remaining = part.deferred
        if part.deferred == 0 { operation.phase = .published }
        guard let revision = part.revision else { return }
        try context.auditPublication(
            operation.word,
            "\(operation.description), operation \(id)",
            revision,
            published: part.published,
            withdrawn: part.withdrawn,
            in: transaction
        )
    }
}
