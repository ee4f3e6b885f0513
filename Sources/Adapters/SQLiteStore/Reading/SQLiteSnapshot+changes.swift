internal import FoundationEssentials
internal import GRDB
internal import Platform
internal import Store

extension SQLiteSnapshot {
    func auditRecord(_ sequence: Int) throws -> AuditRecord? {
        try Row.fetchOne(
            try database.cachedStatement(sql: "SELECT \(Self.auditColumns) FROM audit WHERE sequence = ?"),
            arguments: [sequence]
        ).map(auditRecord)
    }

    /// The actions that leave the fields of saved objects as they are; a phone's certificates are none of its fields.
    private static let notChangesOfFields = "\(notChanges), 'import-certificate'"

    func latestChange() throws -> Int {
        try Int.fetchOne(
            database,
            sql: """
                SELECT sequence FROM audit WHERE action NOT IN (\(Self.notChangesOfFields))
                ORDER BY sequence DESC LIMIT 1
                """
        ) ?? 0
    }

    func changes(after sequence: Int, through last: Int) throws -> [ChangeSpan] {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT object, min(sequence), max(sequence), max(coalesce(after LIKE ?, FALSE)) FROM audit
                WHERE sequence > ? AND sequence <= ? AND action NOT IN (\(Self.notChangesOfFields))
                GROUP BY object COLLATE NOCASE
                """,
            arguments: ["%\"\(AuditEntry.changedSecretsKey)\"%", sequence, last]
        )
        var spans: [ChangeSpan] = []
        while let row = try rows.next() {
            spans.append(ChangeSpan(object: row[0], first: row[1], last: row[2], changesSecrets: row[3]))
        }
        return spans
    }

    func appliedFile(_ key: SHA256Hash) throws -> AppliedFile? {
        try Row.fetchOne(
            database,
            sql: "SELECT sequence, objects FROM applied_files WHERE key = ?",
            arguments: [key.blob]
        ).map { AppliedFile(key: key, sequence: $0[0], objects: try $0.bytes(1)) }
    }
}
