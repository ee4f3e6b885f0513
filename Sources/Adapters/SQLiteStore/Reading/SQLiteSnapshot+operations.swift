internal import ClusterModel
internal import Documents
internal import GRDB
internal import Store

extension SQLiteSnapshot {
    private static let operationColumns = """
        SELECT id, actor, description, started_at, as_of, stale_after, unchanged, phase, reason, remaining,
            wave_kind, wave_name, wave_size, wave_pause, wave_stop, wave_accepts_loss, wave_keys
        FROM operations
        """

    func operation(_ id: Int) throws -> ResetOperation? {
        let row = try Row.fetchOne(database, sql: Self.operationColumns + " WHERE id = ?", arguments: [id])
        return try row.map(operation)
    }

    func operations(_ phase: ResetOperation.Phase?, limit: Int) throws -> [ResetOperation] {
        // The phase stands in the statement, so that the index of those that go on is used.
        let condition = phase.map { " WHERE phase = '\($0.rawValue)'" } ?? ""
        return try Row.fetchAll(
            database,
            sql: Self.operationColumns + condition + " ORDER BY id DESC LIMIT ?",
            arguments: [limit]
        ).map(operation)
    }

    private func operation(_ row: Row) throws -> ResetOperation {
        guard let phase = ResetOperation.Phase(rawValue: row[7]),
            let target = try OperationTarget.decode(row[10], row[11], keys: row[16])
        else { throw StoreProblem.damaged("an operation") }
        return ResetOperation(
            id: row[0],
            actor: row[1],
            work: target.work,
            description: row[2],
            startedAt: row[3],
            asOf: row[4],
            staleAfter: row[5],
            unchanged: row[6],
            phase: phase,
            reason: row[8],
            waves: wavePlan(row, target.selection),
            remaining: row[9]
        )
    }

    private func wavePlan(_ row: Row, _ selection: PhoneSelection) -> WavePlan? {
        let size: Int? = row[12]
        guard let size else { return nil }
        return WavePlan(
            selection: selection,
            waves: Waves(size: size, pause: row[13], stopOnStale: row[14]),
            acceptsExpiredLoss: row[15]
        )
    }
}

/// What an operation is of, as a word and a name: the selection of waves, or the revision of a rollback.
enum OperationTarget {
    private static let rollback = "rollback"

    static func encode(_ operation: ResetOperation) -> (word: String, name: String?)? {
        switch operation.work {
        case .reset: operation.waves?.selection.coded
        case .rollback(let revision): (rollback, "\(revision)")
        }
    }

    /// Keys as text: a list in JSON, which SQLite reads.
    static func encode(keys: [Int64]) -> String { "[" + keys.map(String.init).joined(separator: ",") + "]" }

    /// Of a reset at once nothing is kept, for nothing follows. Operations of earlier releases have no keys; they go on by
    /// name.
    static func decode(
        _ kind: String?,
        _ name: String?,
        keys text: String?
    ) throws -> (work: ResetOperation.Work, selection: PhoneSelection)? {
        guard let kind else { return (.reset, .all) }
        guard kind != rollback else {
            return name.flatMap { Int($0) }.map { (.rollback(to: RevisionNumber(rawValue: $0)), .all) }
        }
        let keys = text.flatMap(decode)
        guard (keys == nil) == (text == nil) else { return nil }
        return try StoreProblem.requiring("an operation") { () throws(InvalidValue) in
            try PhoneSelection(word: kind, name: name, keys: keys)
        }.map { (.reset, $0) }
    }

    private static func decode(keys: String) -> [ObjectID]? {
        guard keys.hasPrefix("["), keys.hasSuffix("]") else { return nil }
        let words = keys.dropFirst().dropLast().split(separator: ",")
        let numbers = words.compactMap { Int64($0) }
        return numbers.count == words.count ? numbers.map(ObjectID.init) : nil
    }
}
