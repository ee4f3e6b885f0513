internal import ClusterModel
internal import GRDB
internal import Platform
internal import Store

extension SQLiteSnapshot {
    private static let summaryColumns = "number, as_of, committed_at, actor, reason, published, withdrawn"

    func oldestKeptRevision() throws -> RevisionNumber {
        RevisionNumber(rawValue: try Int.fetchOne(database, sql: "SELECT kept_from FROM store") ?? 1)
    }

    func revision(_ number: RevisionNumber) throws -> RevisionSummary? {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT \(Self.summaryColumns) FROM revisions
                WHERE number = ? AND number >= (SELECT kept_from FROM store)
                """,
            arguments: [number.rawValue]
        )
        return row.map(summary)
    }

    func revision(committedBy second: UnixTime) throws -> Revision? {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT \(Self.summaryColumns) FROM revisions
                WHERE committed_at <= ? ORDER BY number DESC LIMIT 1
                """,
            arguments: [second.seconds]
        )
        return row.map { summary($0).revision }
    }

    func forEachRevision(_ body: (RevisionSummary) throws -> Bool) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT \(Self.summaryColumns) FROM revisions
                WHERE number >= (SELECT kept_from FROM store) ORDER BY number DESC
                """
        )
        while let row = try rows.next() { guard try body(summary(row)) else { return } }
    }

    func auditCount(at revision: RevisionNumber) throws -> Int {
        try Int.fetchOne(
            database,
            sql: "SELECT audit_count FROM revisions WHERE number = ?",
            arguments: [revision.rawValue]
        )
            ?? 0
    }

    private func summary(_ row: Row) -> RevisionSummary {
        RevisionSummary(
            revision: Revision(number: row[0], asOf: row[1], committedAt: row[2], actor: row[3], reason: row[4]),
            published: row[5],
            withdrawn: row[6]
        )
    }
}
