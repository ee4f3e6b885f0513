internal import GRDB

extension SQLiteSnapshot {
    func firstBrokenAuditRecord() throws -> Int? {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT sequence, previous_hash, hash, time, actor, action, object, before, after
                FROM audit ORDER BY sequence
                """
        )
        var previous = AuditChain.start
        var expected = 1
        while let row = try rows.next() {
            let sequence: Int = row[0]
            let time: Int = row[3]
            let hash = AuditChain.hash(
                previous: previous,
                fields: [String(sequence), String(time), row[4], row[5], row[6], row[7], row[8]]
            )
            guard sequence == expected, row.bytes(1) == previous, row.bytes(2) == hash else { return expected }
            previous = hash
            expected += 1
        }
        return nil
    }
}
