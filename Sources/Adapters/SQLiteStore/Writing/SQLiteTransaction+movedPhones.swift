internal import ClusterModel
internal import GRDB
internal import Store

/// Keeps `moved_phones`: the phones that are not where their served file says (``SchemaVersion8``).
extension SQLiteTransaction {
    /// Notes a phone that is about to be saved with this pool and profile, when it is new or moves.
    func noteMove(of phone: ObjectID, isNew: Bool, pool: Int64, profile: Int64) throws {
        let moves =
            try isNew
            || Bool.fetchOne(
                try database.cachedStatement(
                    sql: "SELECT pool_id <> ? OR profile_id <> ? FROM phones WHERE id = ?"
                ),
                arguments: [pool, profile, phone.rawValue]
            ) == true
        if moves { try noteMove(of: phone) }
    }

    /// Notes a phone that is deleted, or moves.
    func noteMove(of phone: ObjectID) throws {
        try overlay?.shadow("moved_phones")
        try database.cachedStatement(sql: "INSERT OR IGNORE INTO moved_phones VALUES (?)")
            .execute(arguments: [phone.rawValue])
    }

    /// Notes where the phones of a revision are now that it is written.
    ///
    /// A file that is made from the saved state is where its phone is; one that is rolled back to, or taken away, need not
    /// be.
    func settleMoves(_ draft: RevisionDraft, in revision: RevisionNumber) throws {
        try database.execute(
            sql: """
                DELETE FROM moved_phones WHERE EXISTS
                    (SELECT 1 FROM publications WHERE object_id = moved_phones.id AND revision = ?)
                """,
            arguments: [revision.rawValue]
        )
        guard !draft.withdrawals.isEmpty || draft.files.contains(where: { $0.copiedFrom != nil }) else { return }
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO moved_phones
                SELECT objects.id
                FROM publications AS published
                JOIN objects ON objects.id = published.object_id AND objects.kind = 'phone'
                LEFT JOIN phones ON phones.id = objects.id
                LEFT JOIN renditions ON renditions.id = published.rendition_id
                WHERE published.revision = ?
                    AND (phones.pool_id IS NOT renditions.pool_id OR phones.profile_id IS NOT renditions.profile_id)
                """,
            arguments: [revision.rawValue]
        )
    }
}
