internal import ClusterModel
internal import GRDB
internal import Store

extension SQLiteSnapshot {
    func forEachDeletedObject(
        ofNoun noun: String,
        named folded: String?,
        after last: ObjectID?,
        _ body: (DeletedObject) throws -> Bool
    ) throws {
        guard let kind = ObjectKind(rawValue: noun), kind.table != nil else { return }
        // By its name an object is found through the index of names; all of a noun lie in the order of their keys.
        let tables =
            folded == nil
            ? "deleted_objects AS gone CROSS JOIN objects" : "objects CROSS JOIN deleted_objects AS gone"
        let condition = folded == nil ? "" : "AND objects.folded = ?"
        var arguments: StatementArguments = [last?.rawValue ?? 0, noun]
        if let folded { arguments += [folded] }
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT gone.id, objects.name, objects.version, gone.time, gone.actor, gone.successor,
                    gone.first_parent, gone.second_parent, gone.document
                FROM \(tables) ON objects.id = gone.id
                WHERE gone.id > ? AND objects.kind = ? \(condition) ORDER BY gone.id
                """,
            arguments: arguments
        )
        while let row = try rows.next() {
            let id = ObjectID(row[0])
            var object = DeletedObject(
                id: id,
                name: row[1],
                version: row[2],
                deletion: Deletion(
                    time: row[3],
                    actor: row[4],
                    successor: row[5],
                    detachedPools: try detachedPools(of: id)
                ),
                state: try earlierState(kind, name: row[1], row, from: 6)
            )
            if kind == .srst { object.state.certificate = try deletedCertificate(of: id) }
            guard try body(object) else { return }
        }
    }

    func deletedNames(ofNoun noun: String) throws -> Set<String> {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT folded FROM objects AS gone WHERE kind = ?1 AND NOT live
                    AND NOT EXISTS (SELECT 1 FROM objects WHERE kind = ?1 AND folded = gone.folded AND live)
                """,
            arguments: [noun]
        )
        var names: Set<String> = []
        while let row = try rows.next() { names.insert(row[0]) }
        return names
    }

    private func detachedPools(of reference: ObjectID) throws -> [ObjectID] {
        try Int64.fetchAll(
            try database.cachedStatement(sql: "SELECT pool_id FROM detached_pools WHERE reference_id = ?"),
            arguments: [reference.rawValue]
        ).map(ObjectID.init)
    }

    private func deletedCertificate(of reference: ObjectID) throws -> CertificateRecord? {
        let row = try Row.fetchOne(
            database,
            sql: "SELECT \(Self.certificateColumns) FROM deleted_certificates WHERE reference_id = ?",
            arguments: [reference.rawValue]
        )
        return try row.map(certificate)
    }
}
