internal import Documents
internal import FoundationEssentials
internal import GRDB
internal import Store

extension SQLiteTransaction {
    func appendAudit(_ entry: AuditEntry) throws {
        // A rehearsal changes nothing, so there is nothing to record.
        guard overlay == nil else { return }
        let last = try Row.fetchOne(
            try database.cachedStatement(sql: "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
        )
        let sequence: Int = last?[0] ?? 0
        let previous = last?.bytes(1) ?? AuditChain.start
        let before = entry.before.map(coder.encodeImage)
        let after = entry.after.map(coder.encodeImage)
        let hash = AuditChain.hash(
            previous: previous,
            fields: [String(sequence + 1), String(entry.time), entry.actor, entry.action, entry.object, before, after]
        )
        try database.cachedStatement(sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(
            arguments: [
                sequence + 1, entry.time, entry.actor, entry.action, entry.object, before, after, Data(previous),
                Data(hash),
            ]
        )
    }
}
