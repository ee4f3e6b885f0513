internal import ClusterModel
internal import Documents
internal import GRDB
internal import Store

/// What was saved when a revision was committed: the first state that was kept since, else the present one.
extension SQLiteSnapshot {
    func firstRevisionWithSavedState(ofNoun noun: String) throws -> RevisionNumber {
        let isShared = ![ObjectKind.phone.rawValue, ObjectKind.srst.rawValue].contains(noun)
        let row = try Row.fetchOne(database, sql: "SELECT history_from, shared_history_from FROM store")
        guard let row else { return 1 }
        let (first, shared): (RevisionNumber, RevisionNumber) = (row[0], row[1])
        return isShared ? max(first, shared) : first
    }

    func name(of id: ObjectID) throws -> String? {
        try String.fetchOne(database, sql: "SELECT name FROM objects WHERE id = ?", arguments: [id.rawValue])
    }

    func earlierState(of id: ObjectID, at revision: RevisionNumber) throws -> EarlierState? {
        let object = try Row.fetchOne(
            database,
            sql: "SELECT kind, name FROM objects WHERE id = ?",
            arguments: [id.rawValue]
        )
        guard let object, let kind = ObjectKind(rawValue: object[0]), let table = kind.table else { return nil }
        let past = try Row.fetchOne(
            database,
            sql: """
                SELECT since_revision, first_parent, second_parent, document FROM past_states
                WHERE id = ? AND until_revision >= ? ORDER BY until_revision LIMIT 1
                """,
            arguments: [id.rawValue, revision.rawValue]
        )
        let row =
            try past
            ?? Row.fetchOne(
                database,
                sql: """
                    SELECT objects.since_revision, \(kind.parentColumns), fields.document
                    FROM \(table) AS fields CROSS JOIN objects ON objects.id = fields.id WHERE fields.id = ?
                    """,
                arguments: [id.rawValue]
            )
        guard let row else { return nil }
        let since: RevisionNumber = row[0]
        // It was made, or brought back, only after that revision.
        guard revision > since else { return nil }
        var state = try earlierState(kind, name: object[1], row, from: 1)
        if kind == .srst { state.certificate = try certificate(of: id, at: revision) }
        return state
    }

    /// A state from two keys of parents and a document.
    func earlierState(_ kind: ObjectKind, name: String, _ row: Row, from start: Int) throws -> EarlierState {
        var entries = kind == .cluster ? [] : [Document.Entry("name", .string(name))]
        var gone: [GoneParent] = []
        for (offset, parent) in kind.parents.enumerated() {
            let key: Int64? = row[start + offset]
            guard let key else { continue }
            let found = try namedParent(key)
            entries.append(Document.Entry(parent.field, .string(found.name)))
            if found.liveKey == nil {
                gone.append(GoneParent(field: parent.field, noun: parent.kind.rawValue, name: found.name))
            }
        }
        return EarlierState(fields: try coder.decode(row[start + 2], adding: entries), goneParents: gone)
    }

    /// Today's name and key of what an earlier state names: of the object itself when it is still saved, else of the
    /// one that has its name now; no key when there is neither.
    func namedParent(_ key: Int64) throws -> (name: String, liveKey: Int64?) {
        let row = try Row.fetchOne(
            try database.cachedStatement(
                sql: """
                    SELECT own.name, own.live, other.id, other.name FROM objects AS own
                    LEFT JOIN objects AS other ON NOT own.live AND other.kind = own.kind
                        AND other.folded = own.folded AND other.live
                    WHERE own.id = ?
                    """
            ),
            arguments: [key]
        )
        guard let row else { throw StoreProblem.damaged("no object \(key)") }
        let isLive: Bool = row[1]
        if isLive { return (row[0], key) }
        let other: Int64? = row[2]
        return other.map { (row[3], $0) } ?? (row[0], nil)
    }

    private func certificate(of reference: ObjectID, at revision: RevisionNumber) throws -> CertificateRecord? {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT \(Self.certificateColumns) FROM past_certificates
                WHERE reference_id = ? AND until_revision >= ? ORDER BY until_revision LIMIT 1
                """,
            arguments: [reference.rawValue, revision.rawValue]
        )
        guard let row else { return try certificates()[reference] }
        return row.hasNull(atIndex: 1) ? nil : try certificate(row)
    }
}
