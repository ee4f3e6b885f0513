internal import ClusterModel
internal import GRDB
internal import Store

extension SQLiteSnapshot {
    func lastFetch(of phone: DeviceName) throws -> FetchRecord? {
        // Kept, for a checklist asks for each phone of a reference.
        let row = try Row.fetchOne(
            try database.cachedStatement(
                sql: """
                    SELECT time, address, outcome, reason, incarnation, revision, hash, previous_address
                    FROM fetches JOIN objects ON objects.id = object_id
                    WHERE kind = 'phone' AND folded = ? AND live
                    """
            ),
            arguments: [phone.folded]
        )
        return row.map { row in
            let hash = row.bytes(6)
            return FetchRecord(
                phone: phone,
                time: row[0],
                address: row[1],
                outcome: row[2],
                reason: row[3],
                incarnation: row[4],
                revision: row[5],
                hash: hash.isEmpty ? nil : hash,
                previousAddress: row[7]
            )
        }
    }
}
