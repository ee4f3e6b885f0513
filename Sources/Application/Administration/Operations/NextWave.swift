internal import ClusterModel
internal import Documents
internal import Platform
internal import Publishing
internal import Store

/// The next step of one operation in waves.
struct NextWave {
    /// The operation's number.
    let id: Int

    /// How an operation stands, and what is to be done of it.
    private struct Situation {
        var operation: ResetOperation
        let plan: WavePlan
        let lastWave: OperationWave?
        let counts: OutcomeCounts
        let step: WaveStep
    }

    /// Whether there is anything to do of it: asked once a second, so without holding the writer.
    func isDue(in snapshot: any OperationReading, now: UnixTime) throws -> Bool {
        guard let situation = try situation(in: snapshot, now: now) else { return false }
        return situation.step != .wait
    }

    /// Publishes its next wave, gives the rest up, or waits, in a transaction of its own; `true` when something was done.
    func take(in transaction: any StoreTransaction, _ context: UseCaseContext) throws -> Bool {
        guard var situation = try situation(in: transaction, now: context.now) else { return false }
        switch situation.step {
        case .wait:
            return false
        case .stop:
            let stale = Quantity(situation.counts[.stale], "phone")
            try stop(
                "\(stale) of \(situation.counts.changed) \(stale.choose("is", "are")) stale, more than "
                    + "\(situation.plan.waves.stopOnStale ?? 0) %",
                in: transaction,
                now: context.now
            )
        case .publish:
            let last = situation.lastWave?.lastPhone
            try publish(&situation.operation, situation.plan, after: last, in: transaction, context)
            try transaction.update(situation.operation)
        }
        return true
    }

    /// Gives the rest up, with audit: the daemon does it by itself.
    func stop(
        _ reason: String,
        in transaction: any OperationReading & AuditWriting & OperationWriting,
        now: UnixTime
    ) throws {
        guard var operation = try transaction.operation(id), operation.phase == .publishing else { return }
        operation.phase = .stopped
        operation.reason = reason
        try transaction.update(operation)
        var entry = AuditEntry(time: now, actor: Administrator.daemon, action: "stop", object: "operation \(id)")
        entry.after = .mapping([
            Document.Entry("reason", .string(reason)), Document.Entry("remaining", .integer(operation.remaining)),
        ])
        try transaction.appendAudit(entry)
    }

    private func situation(in snapshot: any OperationReading, now: UnixTime) throws -> Situation? {
        guard let operation = try snapshot.operation(id), operation.phase == .publishing, let plan = operation.waves
        else { return nil }
        let waves = try snapshot.waves(of: id)
        // Counting reads what became of every phone of every wave; without a limit nobody asks for it.
        let counts =
            plan.waves.stopOnStale == nil
            ? OutcomeCounts() : try OutcomeCounts(operation, waves, in: snapshot, now: now)
        return Situation(
            operation: operation,
            plan: plan,
            lastWave: waves.last,
            counts: counts,
            step: WaveStep(plan.waves, lastWave: waves.last?.committedAt, counts: counts, now: now)
        )
    }

    /// How many phones are left behind a wave.
    ///
    /// A wave of a reset behind the first looks no further than to whether any is left, so it is as many as there were,
    /// without its own; what was saved since may have made it more or less.
    private static func remaining(of operation: ResetOperation, behind wave: OperationRecord.Part) -> Int {
        guard wave.deferred > 0, case .reset = operation.work else { return wave.deferred }
        return max(wave.deferred, operation.remaining - wave.published - wave.withdrawn)
    }

    private func publish(
        _ operation: inout ResetOperation,
        _ plan: WavePlan,
        after last: DeviceName?,
        in transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws {
        let extent = WaveExtent(size: plan.waves.size, after: last)
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
        operation.remaining = Self.remaining(of: operation, behind: part)
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
