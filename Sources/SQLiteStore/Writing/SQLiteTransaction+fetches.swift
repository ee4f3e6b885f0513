internal import ClusterModel
internal import FoundationEssentials
internal import GRDB
internal import Store

extension SQLiteTransaction {
    func recordFetches(_ records: [FetchRecord]) throws {
        // A rehearsal is of what administrators do; phones do not rehearse.
        guard overlay == nil else { return }
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO fetches (object_id, time, address, outcome, reason, incarnation, revision, hash)
                SELECT id, ?, ?, ?, ?, ?, ?, ? FROM objects WHERE kind = 'phone' AND folded = ? AND live
                ON CONFLICT (object_id) DO UPDATE SET
                    previous_address = iif(address <> excluded.address, address, previous_address),
                    time = excluded.time, address = excluded.address, outcome = excluded.outcome,
                    reason = excluded.reason, incarnation = excluded.incarnation, revision = excluded.revision,
                    hash = excluded.hash
                """
        )
        for record in records {
            // As many as the statement has; nobody need count them for each of a boot storm's phones.
            statement.setUncheckedArguments([
                record.time, record.address, record.outcome, record.reason, record.incarnation, record.revision,
                record.hash.map { Data($0) }, record.phone.folded,
            ])
            try statement.execute()
        }
        try recordArrivals(records)
    }
}
