internal import GRDB

/// What of the parts that publications share is used by them: found by reading all publications, so never while the
/// writer is held, but for those that came since.
struct UsedParts {
    /// The latest revision that was looked at.
    private(set) var latestRevision = 0
    /// The latest values that were looked at.
    private(set) var latestFragment: Int64 = 0
    /// The renditions of files, each with the revision whose saved state the first of its files was made from.
    private(set) var renditions: [Int64: Int] = [:]
    /// The revisions that were rolled back to.
    private(set) var copiedRevisions: Set<Int> = []
    /// The outlines of values.
    private(set) var outlines: Set<Int64> = []

    /// What is used by now; what `known` has looked at is not looked at again.
    init(_ database: Database, besides known: UsedParts? = nil) throws {
        if let known { self = known }
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT rendition_id, copied_from, min(revision) FROM publications
                WHERE revision > ? AND rendition_id IS NOT NULL GROUP BY rendition_id, copied_from
                """,
            arguments: [latestRevision]
        )
        while let row = try rows.next() {
            let rendition: Int64 = row[0]
            let copied: Int? = row[1]
            if let copied { copiedRevisions.insert(copied) }
            renditions[rendition] = min(renditions[rendition] ?? .max, copied ?? row[2])
        }
        outlines.formUnion(
            try Int64.fetchAll(
                database,
                sql: "SELECT DISTINCT outline_id FROM fragments WHERE id > ? AND outline_id IS NOT NULL",
                arguments: [latestFragment]
            )
        )
        latestRevision = try Int.fetchOne(database, sql: "SELECT max(number) FROM revisions") ?? 0
        latestFragment = try Int64.fetchOne(database, sql: "SELECT max(id) FROM fragments") ?? 0
    }
}

extension Pruning {
    /// Where a batch of earlier states of phones ended.
    struct PastPlace {
        var phone: Int64
        var untilRevision: Int
    }

    /// Drops renditions, bodies, outlines, operations, revisions and earlier states of references that nothing refers to
    /// any more.
    ///
    /// - Parameters:
    ///   - known: What was used a moment ago.
    ///   - start: The oldest revision that is kept.
    /// - Throws: What the database throws.
    func dropUnused(besides known: UsedParts, before start: Int) throws {
        let used = try UsedParts(database, besides: known)
        try drop("renditions", besides: Set(used.renditions.keys))
        try database.execute(sql: "DELETE FROM bodies WHERE id NOT IN (SELECT body_id FROM renditions)")
        try drop("outlines", besides: used.outlines)
        try dropOperations(before: start)
        let unpublished = try Int.fetchAll(
            database,
            sql: """
                SELECT number FROM revisions WHERE number < ?
                    AND NOT EXISTS (SELECT 1 FROM publications WHERE revision = number)
                """,
            arguments: [start]
        )
        for revision in unpublished where !used.copiedRevisions.contains(revision) {
            try database.execute(sql: "DELETE FROM revisions WHERE number = ?", arguments: [revision])
        }
        try dropPastReferences(used, before: start)
    }

    /// A reference can go back to what it was when the oldest of the files that come from it was made.
    private func dropPastReferences(_ used: UsedParts, before start: Int) throws {
        var oldest: [Int64: Int] = [:]
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT reference_id, id FROM renditions WHERE reference_id IS NOT NULL"
        )
        while let row = try rows.next() {
            let reference: Int64 = row[0]
            oldest[reference] = min(oldest[reference] ?? .max, used.renditions[row[1]] ?? .max)
        }
        for (table, key) in [("past_references", "id"), ("past_certificates", "reference_id")] {
            for reference in try Int64.fetchAll(database, sql: "SELECT DISTINCT \(key) FROM \(table)") {
                try database.execute(
                    sql: "DELETE FROM \(table) WHERE \(key) = ? AND until_revision < ?",
                    arguments: [reference, oldest[reference] ?? start]
                )
            }
        }
    }

    /// Drops, among the next `size` earlier states of phones, those from before the oldest of the phone's files was made.
    ///
    /// - Returns: Where it ended; none when there are no more.
    func dropPastPhones(after place: PastPlace, before start: Int, size: Int) throws -> PastPlace? {
        let last = try Row.fetchAll(
            database,
            sql: """
                SELECT id, until_revision FROM past_phones WHERE (id, until_revision) > (?, ?)
                ORDER BY id, until_revision LIMIT ?
                """,
            arguments: [place.phone, place.untilRevision, size]
        ).last
        guard let last else { return nil }
        let end = PastPlace(phone: last[0], untilRevision: last[1])
        try database.execute(
            sql: """
                DELETE FROM past_phones
                WHERE (id, until_revision) > (?, ?) AND (id, until_revision) <= (?, ?) AND until_revision < coalesce(
                    (SELECT min(coalesce(copied_from, revision)) FROM publications
                        WHERE object_id = past_phones.id AND rendition_id IS NOT NULL), ?)
                """,
            arguments: [place.phone, place.untilRevision, end.phone, end.untilRevision, start]
        )
        return end
    }

    /// Drops the rows of a small table but those that are used.
    private func drop(_ table: String, besides used: Set<Int64>) throws {
        for id in try Int64.fetchAll(database, sql: "SELECT id FROM \(table)") where !used.contains(id) {
            try database.execute(sql: "DELETE FROM \(table) WHERE id = ?", arguments: [id])
        }
    }
}
