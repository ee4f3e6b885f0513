internal import ClusterModel
internal import GRDB
internal import Platform
internal import Store

extension SQLiteSnapshot {
    func fetches(of phone: DeviceName) throws -> PhoneFetches? {
        // Kept, for a checklist asks for each phone of a reference.
        let row = try Row.fetchOne(
            try database.cachedStatement(
                sql: """
                    SELECT \(Self.fetchColumns) FROM fetches JOIN objects ON objects.id = fetches.object_id
                    WHERE objects.kind = 'phone' AND objects.folded = ? AND objects.live
                    """
            ),
            arguments: [phone.folded]
        )
        return try row.flatMap { try phoneFetches(of: phone, $0, from: 0) }
    }

    func forEachFileStatus(
        after first: DeviceName?,
        through last: DeviceName?,
        _ body: (PhoneFileStatus) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT objects.name, published.revision, published.hash, \(Self.fetchColumns)
                FROM objects
                LEFT JOIN publications AS published ON published.object_id = objects.id AND published.revision =
                    (SELECT max(revision) FROM publications WHERE object_id = objects.id)
                LEFT JOIN fetches ON fetches.object_id = objects.id
                WHERE objects.kind = 'phone' AND objects.folded > ? AND objects.folded <= ? AND objects.live
                ORDER BY objects.folded
                """,
            arguments: [first?.folded ?? "", last?.folded ?? Self.behindAllPhones]
        )
        while let row = try rows.next() {
            let phone = try deviceName(row[0])
            // The hash of a file that was taken away is NULL.
            let served = row.hasNull(atIndex: 2) ? nil : try row.hash(2) ?? Self.unreadableHash
            try body(
                PhoneFileStatus(
                    phone: phone,
                    served: served.map { PhoneFileStatus.Served(revision: row[1], hash: $0) },
                    fetches: phoneFetches(of: phone, row, from: 3)
                )
            )
        }
    }

    /// What stands for a hash that was altered so that it is none: no file has it, so the phone counts as behind.
    private static let unreadableHash = SHA256Hash(words: [0, 0, 0, 0])

    /// The columns ``phoneFetches(of:_:from:)`` reads, in its order.
    private static let fetchColumns = [
        "time", "address", "outcome", "reason", "incarnation", "revision", "hash", "previous_address",
        "complete_time", "acknowledged_address", "complete_incarnation", "complete_revision", "complete_hash",
        "sent_time", "sent_address", "sent_incarnation", "sent_revision", "sent_hash",
    ].map { "fetches.\($0)" }.joined(separator: ", ")

    /// A phone's fetches from the columns of ``fetchColumns``; none when all of them are NULL.
    private func phoneFetches(of phone: DeviceName, _ row: Row, from start: Int) throws -> PhoneFetches? {
        guard !row.hasNull(atIndex: start) else { return nil }
        return try PhoneFetches(
            lastRequest: FetchRecord(
                phone: phone,
                time: row[start],
                address: row[start + 1],
                outcome: row[start + 2],
                reason: row[start + 3],
                incarnation: row[start + 4],
                revision: row[start + 5],
                hash: row.hash(start + 6)
            ),
            lastComplete: transfer(row, from: start + 8),
            sentSince: transfer(row, from: start + 13),
            previousAddress: row[start + 7]
        )
    }

    /// A transfer from its time, address, incarnation, revision and hash; none when they are NULL.
    private func transfer(_ row: Row, from start: Int) throws -> PhoneFetches.Transfer? {
        guard !row.hasNull(atIndex: start) else { return nil }
        return PhoneFetches.Transfer(
            time: row[start],
            address: row[start + 1],
            incarnation: row[start + 2],
            revision: row[start + 3],
            hash: try row.hash(start + 4) ?? Self.unreadableHash
        )
    }
}
