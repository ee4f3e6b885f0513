internal import ClusterModel
internal import GRDB
internal import Store

extension SQLiteTransaction {
    func recordFetches(_ records: [FetchRecord]) throws {
        // A rehearsal is of what administrators do; phones do not rehearse.
        guard overlay == nil else { return }
        // Nearly every phone has fetched before, and an update costs half of what an insert does that may become one.
        let again = try RowStatement(
            """
            UPDATE fetches SET
                time = ?1, address = ?2, outcome = ?3, reason = ?4, incarnation = ?5, revision = ?6, hash = ?7,
                acknowledged_address = coalesce(?8, acknowledged_address),
                previous_address = iif(address <> ?2, address, previous_address)
            WHERE object_id = (SELECT id FROM objects WHERE kind = 'phone' AND folded = ?9 AND live)
            """,
            in: database
        )
        let first = try RowStatement(
            """
            INSERT INTO fetches
                (object_id, time, address, outcome, reason, incarnation, revision, hash, acknowledged_address)
            SELECT id, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM objects WHERE kind = 'phone' AND folded = ?9 AND live
            """,
            in: database
        )
        for record in records {
            try again.execute(with: record)
            if database.changesCount == 0 { try first.execute(with: record) }
        }
        try recordArrivals(records)
    }
}

extension RowStatement {
    fileprivate func execute(with record: FetchRecord) throws {
        try execute { row in
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
}
