internal import ClusterModel
internal import Platform
internal import Publishing
internal import Store

/// Keeps what a publication of an operation did.
enum OperationRecord {
    /// What an operation keeps of one publication.
    struct Part {
        let revision: Revision?
        let asOf: UnixTime
        let published: Int
        let withdrawn: Int
        let unchanged: Int
        let deferred: Int
        let lastPhone: DeviceName?
    }

    /// Begins an operation with its first revision.
    ///
    /// - Returns: Its number; none when nothing was published.
    static func begin(
        _ part: Part,
        _ work: ResetOperation.Work,
        _ description: String,
        staleAfter: Int?,
        waves: WavePlan?,
        in transaction: any OperationWriting,
        _ context: UseCaseContext
    ) throws -> Int? {
        guard part.revision != nil else { return nil }
        let operation = ResetOperation(
            actor: context.actor,
            work: work,
            description: description,
            startedAt: context.now,
            asOf: part.asOf,
            staleAfter: staleAfter ?? context.operations.staleAfter,
            unchanged: part.unchanged,
            phase: part.deferred > 0 ? .publishing : .published,
            waves: waves,
            remaining: part.deferred
        )
        let id = try transaction.add(operation)
        try add(part, to: id, in: transaction, context)
        return id
    }

    /// Adds a revision to an operation.
    static func add(
        _ part: Part,
        to operation: Int,
        in transaction: any OperationWriting,
        _ context: UseCaseContext
    ) throws {
        guard let revision = part.revision else { return }
        try transaction.add(
            OperationWave(
                operation: operation,
                revision: revision.number,
                committedAt: revision.committedAt,
                published: part.published,
                withdrawn: part.withdrawn,
                lastPhone: part.lastPhone,
                notice: context.operations.tellsPhones && part.published > 0 ? .due : .none
            )
        )
    }
}

extension OperationRecord.Part {
    /// What a reset did.
    init(_ outcome: ResetOutcome) {
        self.init(
            revision: outcome.revision,
            asOf: outcome.asOf,
            published: outcome.published.count,
            withdrawn: outcome.withdrawn.count,
            unchanged: outcome.unchanged,
            deferred: outcome.deferred,
            lastPhone: outcome.lastPhone
        )
    }

    /// What a rollback did; it looks only at files that differ, and takes no phone's away.
    init(_ outcome: RollbackOutcome) {
        self.init(
            revision: outcome.revision,
            asOf: outcome.asOf,
            published: outcome.restored.count,
            withdrawn: 0,
            unchanged: 0,
            deferred: outcome.deferred,
            lastPhone: outcome.restored.last
        )
    }
}
