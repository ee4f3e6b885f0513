internal import Documents
internal import GRDB
internal import Platform
internal import Store

extension SQLiteTransaction {
    func appendAudit(_ entry: AuditEntry) throws {
        // A rehearsal changes nothing, so there is nothing to record.
        guard overlay == nil else { return }
        let entry = entry.namingChangedSecrets
        // From what the store keeps beside the trail, so that a trail whose end was cut off is not mended by the next
        // record; behind what was added to the trail, so that the next record still finds a place.
        let last = try Row.fetchOne(
            try database.cachedStatement(
                sql: "SELECT max(audit_count, coalesce((SELECT max(sequence) FROM audit), 0)), audit_hash FROM store"
            )
        )
        let sequence: Int = last?[0] ?? 0
        let previous = try last?.hash(1) ?? AuditChain.start
        let before = entry.before.map(coder.encodeImage)
        let after = entry.after.map(coder.encodeImage)
        let hash = AuditChain.hash(
            previous: previous,
            fields: [
                String(sequence + 1), entry.time.description, entry.actor, entry.action, entry.object, before, after,
            ]
        )
        try database.cachedStatement(sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(
            arguments: [
                sequence + 1, entry.time.seconds, entry.actor, entry.action, entry.object, before, after,
                previous.blob, hash.blob,
            ]
        )
        // Kept beside the trail, so that an end that was cut off is missed.
        try database.cachedStatement(sql: "UPDATE store SET audit_count = ?, audit_hash = ?").execute(
            arguments: [sequence + 1, hash.blob]
        )
    }
}
