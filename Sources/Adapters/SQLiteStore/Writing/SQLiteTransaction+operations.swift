internal import ClusterModel
internal import GRDB
internal import Platform
internal import Store

extension SQLiteTransaction {
    func add(_ operation: ResetOperation) throws -> Int {
        // A rehearsal publishes nothing, so there is nothing to follow.
        guard overlay == nil else { return 0 }
        let target = OperationTarget.encode(operation)
        let keys = try operation.waves.flatMap { try self.keys(of: $0.selection) }
        try database.execute(
            sql: """
                INSERT INTO operations (actor, description, started_at, as_of, stale_after, unchanged, phase, reason,
                    remaining, wave_kind, wave_name, wave_size, wave_pause, wave_stop, wave_accepts_loss, wave_keys)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                operation.actor, operation.description, operation.startedAt.seconds, operation.asOf.seconds,
                operation.staleAfter,
                operation.unchanged, operation.phase.rawValue, operation.reason, operation.remaining, target?.word,
                target?.name, operation.waves?.waves.size, operation.waves?.waves.pause,
                operation.waves?.waves.stopOnStale,
                operation.waves.map { $0.acceptsExpiredLoss ? 1 : 0 }, keys,
            ]
        )
        return Int(database.lastInsertedRowID)
    }

    /// The keys of the objects that a selection names now: later waves are of these, whatever is renamed or added meanwhile.
    private func keys(of selection: PhoneSelection) throws -> String? {
        guard case .dependents(let objects) = selection else { return nil }
        if let keys = objects.keys { return OperationTarget.encode(keys: keys.map(\.rawValue)) }
        let keys = try Int64.fetchAll(
            database,
            sql: "SELECT id FROM objects WHERE kind = ? AND folded = ? ORDER BY id",
            arguments: [objects.kind.rawValue, objects.folded]
        )
        return keys.isEmpty ? nil : OperationTarget.encode(keys: keys)
    }

    func update(_ operation: ResetOperation) throws {
        try overlay?.shadow("operations")
        try database.execute(
            sql: "UPDATE operations SET phase = ?, reason = ?, remaining = ?, unchanged = ? WHERE id = ?",
            arguments: [
                operation.phase.rawValue, operation.reason, operation.remaining, operation.unchanged, operation.id,
            ]
        )
    }

    func add(_ wave: OperationWave) throws {
        guard overlay == nil else { return }
        try database.execute(
            sql: """
                INSERT INTO operation_waves
                    (revision, operation_id, committed_at, published, withdrawn, last_phone, notice)
                VALUES (?, ?, ?, ?, ?, ?, 'none')
                """,
            arguments: [
                wave.revision.rawValue, wave.operation, wave.committedAt.seconds, wave.published, wave.withdrawn,
                wave.lastPhone?.description,
            ]
        )
        try setNotice(wave.notice, ofRevision: wave.revision)
    }

    func setNotice(_ notice: OperationWave.Notice, ofRevision revision: RevisionNumber) throws {
        guard overlay == nil else { return }
        let (word, progress): (String, NoticeProgress) =
            switch notice {
            case .none: ("none", NoticeProgress())
            case .due: ("due", NoticeProgress())
            case .telling(let progress): ("telling", progress)
            case .done(let told, let failed, let reason):
                ("done", NoticeProgress(told: told, failed: failed, reason: reason))
            }
        try database.execute(
            sql: """
                UPDATE operation_waves SET notice = ?, told = ?, not_told = ?, notice_reason = ?, attempt = ?,
                    told_through = ? WHERE revision = ?
                """,
            arguments: [
                word, progress.told, progress.failed, progress.reason, progress.attempt, progress.through?.rawValue,
                revision.rawValue,
            ]
        )
    }

    /// Keeps the first fetch that proves something of each revision that belongs to an operation.
    func recordArrivals(_ records: [FetchRecord]) throws {
        let incarnation = try incarnation()
        var isFollowed: [RevisionNumber: Bool] = [:]
        var arrival: RowStatement?
        for record in records where record.incarnation == incarnation {
            guard let proof = record.proof, let revision = record.revision, let hash = record.hash else { continue }
            let follows = try isFollowed[revision] ?? belongsToOperation(revision: revision)
            isFollowed[revision] = follows
            guard follows else { continue }
            let statement = try arrival ?? RowStatement(Self.arrivalStatement, in: database)
            arrival = statement
            try statement.execute { row in
                row.add(record.time.seconds)
                row.add(record.address)
                row.add(proof == .acknowledged ? 1 : 0)
                row.add(revision.rawValue)
                row.add(record.phone.folded)
                row.add(hash)
            }
        }
    }

    private func belongsToOperation(revision: RevisionNumber) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: "SELECT EXISTS (SELECT 1 FROM operation_waves WHERE revision = ?)",
            arguments: [revision.rawValue]
        ) ?? false
    }

    private static let arrivalStatement = """
        INSERT INTO arrivals (revision, object_id, time, address, acknowledged)
        SELECT published.revision, published.object_id, ?, ?, ?
        FROM objects
        JOIN publications AS published ON published.object_id = objects.id AND published.revision = ?
        WHERE objects.kind = 'phone' AND objects.folded = ? AND objects.live AND published.hash = ?
        ON CONFLICT (revision, object_id) DO UPDATE SET
            time = excluded.time, address = excluded.address, acknowledged = 1
            WHERE excluded.acknowledged > acknowledged
        """
}
