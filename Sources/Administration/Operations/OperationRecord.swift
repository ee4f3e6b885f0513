internal import Publishing
internal import Store

/// Keeps what a publication of an operation did.
enum OperationRecord {
    /// Begins an operation with its first revision.
    ///
    /// - Returns: Its number; none when nothing was published.
    static func begin(
        _ outcome: ResetOutcome,
        _ description: String,
        staleAfter: Int?,
        waves: WavePlan?,
        in transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws -> Int? {
        guard outcome.revision != nil else { return nil }
        let operation = ResetOperation(
            actor: context.actor,
            description: description,
            startedAt: context.now,
            asOf: outcome.asOf,
            staleAfter: staleAfter ?? context.operations.staleAfter,
            unchanged: outcome.unchanged,
            phase: outcome.deferred > 0 ? .publishing : .published,
            waves: waves,
            remaining: outcome.deferred
        )
        let id = try transaction.add(operation)
        try add(outcome, to: id, in: transaction, context)
        return id
    }

    /// Adds a revision to an operation.
    static func add(
        _ outcome: ResetOutcome,
        to operation: Int,
        in transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws {
        guard let revision = outcome.revision else { return }
        try transaction.add(
            OperationWave(
                operation: operation,
                revision: revision.number,
                committedAt: revision.committedAt,
                published: outcome.published.count,
                withdrawn: outcome.withdrawn.count,
                lastPhone: outcome.lastPhone,
                notice: context.operations.tellsPhones && !outcome.published.isEmpty ? .due : .none
            )
        )
    }
}
