internal import Documents
internal import GRDB
internal import Platform
internal import Store

extension SQLiteSnapshot {
    static let auditColumns = "sequence, time, actor, action, object, before, after, previous_hash, hash"

    func auditRecords(_ filter: AuditFilter) throws -> [AuditRecord] {
        var conditions = ["TRUE"]
        var arguments: StatementArguments = []
        if let object = filter.object {
            // A noun alone is every object of it: the names that follow "noun " lie before "noun!".
            let former = filter.formerNames.map { _ in " OR (object = ? COLLATE NOCASE AND sequence <= ?)" }
            conditions.append(
                """
                (object = ? COLLATE NOCASE
                    OR (object >= ? COLLATE NOCASE AND object < ? COLLATE NOCASE)\(former.joined()))
                """
            )
            arguments += object.contains(" ") ? [object, "", ""] : [object, object + " ", object + "!"]
            for name in filter.formerNames { arguments += [name.object, name.lastSequence] }
        }
        if let actor = filter.actor {
            conditions.append("actor = ?")
            arguments += [actor]
        }
        if let since = filter.since {
            conditions.append("time >= ?")
            arguments += [since.seconds]
        }
        arguments += [filter.limit]
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT \(Self.auditColumns) FROM audit WHERE \(conditions.joined(separator: " AND "))
                ORDER BY sequence DESC LIMIT ?
                """,
            arguments: arguments
        )
        var records: [AuditRecord] = []
        while let row = try rows.next() { records.append(try auditRecord(row)) }
        return records
    }

    func lastChanges(after sequence: Int) throws -> [(object: String, actor: String, sequence: Int)] {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT object, actor, max(sequence) FROM audit
                WHERE sequence > ? AND action NOT IN (\(Self.notChanges)) GROUP BY object, actor
                """,
            arguments: [sequence]
        )
        var changes: [(object: String, actor: String, sequence: Int)] = []
        while let row = try rows.next() { changes.append((row[0], row[1], row[2])) }
        return changes
    }

    func renamings(after sequence: Int) throws -> [Renaming] {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT sequence, object, after FROM audit INDEXED BY audit_renamings
                WHERE sequence > ? AND action = 'rename' ORDER BY sequence
                """,
            arguments: [sequence]
        )
        var renamings: [Renaming] = []
        while let row = try rows.next() {
            let before: String = row[1]
            let after: String? = row[2]
            guard let noun = before.split(separator: " ").first, let after,
                let name = try coder.decodeImage(after)["name"]?.text
            else { continue }
            renamings.append(Renaming(sequence: row[0], before: before, after: "\(noun) \(name)"))
        }
        return renamings
    }

    /// The actions that leave the saved state as it is.
    static let notChanges = """
        'reset', 'cancel', 'stop', 'rollback', 'publish', 'withdraw', 'reject-certificate', 'show-secrets', 'prune'
        """

    /// A record from the columns of ``auditColumns``.
    func auditRecord(_ row: Row) throws -> AuditRecord {
        let before: String? = row[5]
        let after: String? = row[6]
        let entry = AuditEntry(
            time: row[1],
            actor: row[2],
            action: row[3],
            object: row[4],
            before: try before.map(coder.decodeImage),
            after: try after.map(coder.decodeImage)
        )
        return AuditRecord(sequence: row[0], entry: entry, previousHash: try row.hash(7), hash: try row.hash(8))
    }
}
