internal import GRDB
internal import Platform

extension SQLiteSnapshot {
    func auditCount() throws -> Int {
        try Int.fetchOne(database, sql: "SELECT audit_count FROM store") ?? 0
    }

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
            let isStored = try StoreProblem.unlessDamaged { try row.hash(1) == previous && row.hash(2) == hash }
            guard sequence == expected, isStored == true else { return expected }
            previous = hash
            expected += 1
        }
        return try brokenEnd(count: expected - 1, hash: previous)
    }

    /// What the chain cannot show: records missing at its end, added behind it, or all written anew.
    private func brokenEnd(count: Int, hash: SHA256Hash) throws -> Int? {
        guard let row = try Row.fetchOne(database, sql: "SELECT audit_count, audit_hash FROM store") else {
            throw StoreProblem.damaged("no incarnation")
        }
        let written: Int = row[0]
        if count != written { return min(count, written) + 1 }
        guard count > 0 else { return nil }
        return try StoreProblem.unlessDamaged { try row.hash(1) == hash } == true ? nil : count
    }
}
