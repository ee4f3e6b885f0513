internal import GRDB

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
        try dropPastShared(used, before: start)
    }

    /// What phones share can go back to what it was for any kept revision, and when the oldest of the files that come
    /// from it was made. Every file comes from the cluster; which come from a call-manager group nobody has written
    /// down, so its states are kept as long.
    private func dropPastShared(_ used: UsedParts, before start: Int) throws {
        var oldest: [Int64: Int] = [:]
        let rows = try Row.fetchCursor(database, sql: "SELECT id, pool_id, profile_id, reference_id FROM renditions")
        while let row = try rows.next() {
            guard let made = used.renditions[row[0]] else { continue }
            for column in 1...3 {
                let key: Int64? = row[column]
                if let key { oldest[key] = min(oldest[key] ?? .max, made) }
            }
        }
        let oldestOfAll = min(used.renditions.values.min() ?? start, start)
        let shared = try Row.fetchAll(
            database,
            sql: """
                SELECT id, kind FROM objects
                WHERE kind IN ('cluster', 'call-manager-group', 'srst', 'device-pool', 'security-profile')
                """
        )
        for row in shared {
            let id: Int64 = row[0]
            let kind = ObjectKind(rawValue: row[1])
            let needed =
                kind == .cluster || kind == .callManagerGroup ? oldestOfAll : min(oldest[id] ?? start, start)
            try database.execute(
                sql: "DELETE FROM past_states WHERE id = ? AND until_revision < ?",
                arguments: [id, needed]
            )
            guard kind == .srst else { continue }
            try database.execute(
                sql: "DELETE FROM past_certificates WHERE reference_id = ? AND until_revision < ?",
                arguments: [id, needed]
            )
        }
    }

    /// Drops, among the next `size` earlier states, those of phones from before the oldest of the phone's files was made,
    /// or the oldest kept revision.
    ///
    /// - Returns: Where it ended; none when there are no more.
    func dropPastPhones(after place: PastPlace, before start: Int, size: Int) throws -> PastPlace? {
        let last = try Row.fetchAll(
            database,
            sql: """
                SELECT id, until_revision FROM past_states WHERE (id, until_revision) > (?, ?)
                ORDER BY id, until_revision LIMIT ?
                """,
            arguments: [place.phone, place.untilRevision, size]
        ).last
        guard let last else { return nil }
        let end = PastPlace(phone: last[0], untilRevision: last[1])
        try database.execute(
            sql: """
                DELETE FROM past_states
                WHERE (id, until_revision) > (?1, ?2) AND (id, until_revision) <= (?3, ?4)
                    AND (SELECT kind FROM objects WHERE objects.id = past_states.id) = 'phone'
                    AND until_revision < min(?5, coalesce(
                        (SELECT min(coalesce(copied_from, revision)) FROM publications
                            WHERE object_id = past_states.id AND rendition_id IS NOT NULL), ?5))
                """,
            arguments: [place.phone, place.untilRevision, end.phone, end.untilRevision, start]
        )
        return end
    }

    /// Drops up to `size` deleted objects, with their certificates, whose deletion no kept revision has yet to show: each
    /// is kept while the first revision after it, or with it, is.
    ///
    /// - Returns: How many were dropped.
    func dropDeleted(before start: Int, size: Int) throws -> Int {
        let dropped = try Int64.fetchAll(
            database,
            sql: "SELECT id FROM deleted_objects WHERE until_revision + 1 < ? LIMIT ?",
            arguments: [start, size]
        )
        for id in dropped { try DeletedParts.drop(id, in: database) }
        return dropped.count
    }

    /// Drops the rows of a small table but those that are used.
    private func drop(_ table: String, besides used: Set<Int64>) throws {
        for id in try Int64.fetchAll(database, sql: "SELECT id FROM \(table)") where !used.contains(id) {
            try database.execute(sql: "DELETE FROM \(table) WHERE id = ?", arguments: [id])
        }
    }
}

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
