internal import ClusterModel
internal import GRDB
internal import Platform
internal import Store

extension SQLiteTransaction {
    func recordFetches(_ records: [FetchRecord]) throws {
        // A rehearsal is of what administrators do; phones do not rehearse.
        guard overlay == nil else { return }
        var statements: [FetchRecord.Proof?: FetchStatements] = [:]
        for record in records {
            let statement = try statements[record.proof] ?? FetchStatements(record.proof, in: database)
            statements[record.proof] = statement
            // Nearly every phone has fetched before, and an update costs half of what an insert does that may become one.
            try statement.again.execute(with: record)
            if database.changesCount == 0 { try statement.first.execute(with: record) }
        }
        try recordArrivals(records)
    }
}

/// What writes a request down: the last one of its phone, and what it proves. A request that proves nothing touches nothing
/// that was proved.
private struct FetchStatements {
    /// For a phone that has asked before.
    let again: RowStatement
    /// For one that has not.
    let first: RowStatement

    init(_ proof: FetchRecord.Proof?, in database: Database) throws {
        let columns = Self.columns(of: proof)
        let assignments = columns.map { "\($0.name) = \($0.value)" } + Self.consequences(of: proof)
        again = try RowStatement(
            """
            UPDATE fetches SET \(assignments.joined(separator: ", "))
            WHERE object_id = (SELECT id FROM objects WHERE kind = 'phone' AND folded = ?8 AND live)
            """,
            in: database
        )
        first = try RowStatement(
            """
            INSERT INTO fetches (object_id, \(columns.map(\.name).joined(separator: ", ")))
            SELECT id, \(columns.map(\.value).joined(separator: ", "))
            FROM objects WHERE kind = 'phone' AND folded = ?8 AND live
            """,
            in: database
        )
    }

    /// The columns that a request sets, each with its value: the numbers are those of ``RowStatement/execute(with:)``.
    private static func columns(of proof: FetchRecord.Proof?) -> [(name: String, value: String)] {
        let request = [
            ("time", "?1"), ("address", "?2"), ("outcome", "?3"), ("reason", "?4"), ("incarnation", "?5"),
            ("revision", "?6"), ("hash", "?7"),
        ]
        return switch proof {
        case .acknowledged:
            request + [
                ("complete_time", "?1"), ("acknowledged_address", "?2"), ("complete_incarnation", "?5"),
                ("complete_revision", "?6"), ("complete_hash", "?7"),
            ]
        case .unacknowledged:
            request + [
                ("sent_time", "?1"), ("sent_address", "?2"), ("sent_incarnation", "?5"), ("sent_revision", "?6"),
                ("sent_hash", "?7"),
            ]
        case nil:
            request
        }
    }

    /// What else a request changes of what is known.
    private static func consequences(of proof: FetchRecord.Proof?) -> [String] {
        guard proof == .acknowledged else { return [] }
        return [
            "previous_address = iif(acknowledged_address <> ?2, acknowledged_address, previous_address)",
            "sent_time = NULL", "sent_address = NULL", "sent_incarnation = NULL", "sent_revision = NULL",
            "sent_hash = NULL",
        ]
    }
}

extension RowStatement {
    /// Adds time, address, outcome, reason, incarnation, revision, hash and the phone's folded name.
    fileprivate func execute(with record: FetchRecord) throws {
        try execute { row in
            row.add(record.time.seconds)
            row.add(record.address)
            row.add(record.outcome)
            row.add(record.reason)
            row.add(record.incarnation)
            row.add(record.revision?.rawValue)
            row.add(record.hash)
            row.add(record.phone.folded)
        }
    }
}
