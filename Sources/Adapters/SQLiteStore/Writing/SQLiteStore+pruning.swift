internal import ClusterModel
internal import Documents
internal import GRDB
public import Platform
public import Store

extension SQLiteStore {
    /// How many publications, earlier states or deleted objects one transaction looks at, so that nobody waits long for the writer. Our own bound.
    private static let batchSize = 2000

    /// Drops the versions of files that a newer one had replaced by the oldest kept revision, and then what only they
    /// used.
    public func prune(_ retention: Retention, now: UnixTime) async throws -> PruningOutcome? {
        let known = try await noteTime(now)
        let now = ClockReading.judged(now: now, known: known)
        guard let oldest = try await beginPruning(retention, now: now) else { return nil }
        let start = oldest.rawValue
        var place = Pruning.Place(revision: 0, object: 0)
        var dropped = 0
        while let batch = try await pruningStep({ [place] pruning in
            try pruning.dropBatch(after: place, before: start, size: Self.batchSize)
        }) {
            place = batch.last
            dropped += batch.dropped
        }
        // All publications are read before the writer is taken, and then only those that have come since.
        let used = try await read { snapshot in
            guard let snapshot = snapshot as? SQLiteSnapshot else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
            return try UsedParts(snapshot.database)
        }
        try await pruningStep { try $0.dropUnused(besides: used, before: start) }
        var past = Pruning.PastPlace(phone: 0, untilRevision: 0)
        while let end = try await pruningStep({ [past] pruning in
            try pruning.dropPastPhones(after: past, before: start, size: Self.batchSize)
        }) {
            past = end
        }
        while try await pruningStep({ try $0.dropDeleted(before: start, size: Self.batchSize) }) > 0 {}
        return PruningOutcome(oldestKept: oldest, droppedFiles: dropped)
    }

    /// Notes the time once a day, unless the clock is one to be asked about or no time is known yet.
    ///
    /// - Returns: The last known time.
    private func noteTime(_ now: UnixTime) async throws -> UnixTime? {
        guard let known = try await read({ try $0.knownTime() }) else { return nil }
        guard now.seconds(since: known) >= ClockReading.noteInterval, ClockReading(now: now, known: known) == .plausible
        else {
            return known
        }
        try await write { try $0.believe(now) }
        return now
    }

    /// Says first what is not kept any more, so that nothing half dropped is ever shown.
    private func beginPruning(_ retention: Retention, now: UnixTime) async throws -> RevisionNumber? {
        let start = try await read { snapshot in
            let latest = try snapshot.latestRevision()?.number ?? 0
            var start = latest
            try snapshot.forEachRevision { summary in
                let number = summary.revision.number
                let isKept =
                    number.rawValue > latest.rawValue - retention.revisions
                    || summary.revision.committedAt > retention.start(now: now)
                if isKept { start = number }
                return isKept
            }
            return start > (try snapshot.oldestKeptRevision()) ? start : nil
        }
        guard let start else { return nil }
        try await write { transaction in
            var entry = AuditEntry(time: now, actor: "cnfd", action: "prune", object: "revisions")
            entry.before = Self.oldestKept(try transaction.oldestKeptRevision())
            entry.after = Self.oldestKept(start)
            try transaction.appendAudit(entry)
            try (transaction as? SQLiteTransaction)?.keepRevisions(from: start)
        }
        return start
    }

    private static func oldestKept(_ revision: RevisionNumber) -> Document {
        .mapping([Document.Entry("oldest-kept", .integer(revision.rawValue))])
    }

    /// Foreign keys are off: each dropped row would have SQLite search all publications for one that refers to it, for
    /// they have no index by their parts. ``Pruning`` asks for itself whether there is one.
    private func pruningStep<Result: Sendable>(
        _ body: @Sendable @escaping (Pruning) throws -> Result
    ) async throws -> Result {
        try await writing(checksForeignKeys: false) { (try body(Pruning($0)), [], true) }
    }
}

extension SQLiteTransaction {
    /// Sets the oldest revision that is kept.
    fileprivate func keepRevisions(from number: RevisionNumber) throws {
        try database.execute(sql: "UPDATE store SET kept_from = ?", arguments: [number.rawValue])
    }
}
