internal import GRDB

/// The statements that drop what no kept revision needs.
struct Pruning {
    /// Where a batch ended.
    struct Place {
        var revision: Int
        var object: Int64
    }

    let database: Database

    init(_ database: Database) { self.database = database }

    /// Counts in the wave of an operation what became of one of its phones, whose publication is about to be dropped:
    /// judged as ``SQLiteSnapshot/deliveryCounts(of:deadline:)`` judges it.
    private static let tally = """
        UPDATE operation_waves SET
            dropped_acknowledged = dropped_acknowledged + (found.acknowledged IS TRUE),
            dropped_unacknowledged = dropped_unacknowledged + (found.acknowledged IS FALSE),
            dropped_stale = dropped_stale + (found.acknowledged IS NULL AND found.superseded_at
                >= operation_waves.committed_at
                    + (SELECT stale_after FROM operations WHERE id = operation_waves.operation_id))
        FROM (SELECT \(SQLiteSnapshot.supersededAt) AS superseded_at,
                (SELECT acknowledged FROM arrivals WHERE arrivals.revision = published.revision
                    AND arrivals.object_id = published.object_id) AS acknowledged
            FROM publications AS published
            JOIN objects ON objects.id = published.object_id AND objects.kind = 'phone'
            WHERE published.revision = ?1 AND published.object_id = ?2 AND published.rendition_id IS NOT NULL) AS found
        WHERE operation_waves.revision = ?1
        """

    /// Drops, among the next `size` publications before `start`, those that a later one had replaced by then.
    ///
    /// - Returns: Where it ended and how many were dropped; none when there are no more.
    func dropBatch(after place: Place, before start: Int, size: Int) throws -> (last: Place, dropped: Int)? {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT revision, object_id, fragment_id, EXISTS (
                    SELECT 1 FROM publications AS later WHERE later.object_id = publications.object_id
                        AND later.revision > publications.revision AND later.revision <= ?)
                FROM publications
                WHERE revision < ? AND (revision, object_id) > (?, ?) ORDER BY revision, object_id LIMIT ?
                """,
            arguments: [start, start, place.revision, place.object, size]
        )
        guard let last = rows.last else { return nil }
        let publication = try database.cachedStatement(
            sql: "DELETE FROM publications WHERE object_id = ? AND revision = ?"
        )
        let tally = try database.cachedStatement(sql: Self.tally)
        // Foreign keys are off, so an arrival does not go with its publication by itself.
        let arrival = try database.cachedStatement(sql: "DELETE FROM arrivals WHERE revision = ? AND object_id = ?")
        // Only publications of the same phone share a fragment.
        let fragment = try database.cachedStatement(
            sql: """
                DELETE FROM fragments WHERE id = ?1
                    AND NOT EXISTS (SELECT 1 FROM publications WHERE object_id = ?2 AND fragment_id = ?1)
                """
        )
        var dropped = 0
        for row in rows {
            let isReplaced: Bool = row[3]
            guard isReplaced else { continue }
            let object: Int64 = row[1]
            let revision: Int = row[0]
            try tally.execute(arguments: [revision, object])
            try arrival.execute(arguments: [revision, object])
            try publication.execute(arguments: [object, revision])
            if let values: Int64 = row[2] { try fragment.execute(arguments: [values, object]) }
            dropped += 1
        }
        return (Place(revision: last[0], object: last[1]), dropped)
    }

    /// Drops operations that are over and of which no file is left, neither kept nor served: of those nothing can be told
    /// any more. The latest stays, for its number must not be given again.
    func dropOperations(before start: Int) throws {
        let isOver = """
            phase <> 'publishing' AND id < (SELECT max(id) FROM operations) AND NOT EXISTS (
                SELECT 1 FROM operation_waves AS wave WHERE wave.operation_id = operations.id AND (
                    wave.revision >= ?1 OR wave.notice IN ('due', 'telling')
                    OR EXISTS (SELECT 1 FROM publications WHERE publications.revision = wave.revision)))
            """
        try database.execute(
            sql: "DELETE FROM operation_waves WHERE operation_id IN (SELECT id FROM operations WHERE \(isOver))",
            arguments: [start]
        )
        // Their waves are gone, so they are over still.
        try database.execute(sql: "DELETE FROM operations WHERE \(isOver)", arguments: [start])
    }
}
