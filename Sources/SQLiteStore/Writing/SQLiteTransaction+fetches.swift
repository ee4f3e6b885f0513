internal import ClusterModel
internal import Store

extension SQLiteTransaction {
    func recordFetches(_ records: [FetchRecord]) throws {
        // A rehearsal is of what administrators do; phones do not rehearse.
        guard overlay == nil else { return }
        let statement = try RowStatement(
            """
            INSERT INTO fetches
                (object_id, time, address, outcome, reason, incarnation, revision, hash, acknowledged_address)
            SELECT id, ?, ?, ?, ?, ?, ?, ?, ? FROM objects WHERE kind = 'phone' AND folded = ? AND live
            ON CONFLICT (object_id) DO UPDATE SET
                previous_address = iif(address <> excluded.address, address, previous_address),
                time = excluded.time, address = excluded.address, outcome = excluded.outcome,
                reason = excluded.reason, incarnation = excluded.incarnation, revision = excluded.revision,
                hash = excluded.hash,
                acknowledged_address = coalesce(excluded.acknowledged_address, acknowledged_address)
            """,
            in: database
        )
        for record in records {
            try statement.execute { row in
                row.add(record.time)
                row.add(record.address)
                row.add(record.outcome)
                row.add(record.reason)
                row.add(record.incarnation)
                row.add(record.revision)
                row.add(record.hash)
                row.add(record.outcome == FetchRecord.fetched ? record.address : nil)
                row.add(record.phone.folded)
            }
        }
        try recordArrivals(records)
    }
}
