internal import ClusterModel
internal import Documents
internal import GRDB
internal import Store

/// What was saved when a revision was committed: the first state that was kept since, else the present one.
extension SQLiteSnapshot {
    func firstRevisionWithSavedState() throws -> Int {
        try Int.fetchOne(database, sql: "SELECT history_from FROM store") ?? 1
    }

    func name(of id: ObjectID) throws -> String? {
        try String.fetchOne(database, sql: "SELECT name FROM objects WHERE id = ?", arguments: [id.rawValue])
    }

    func phone(_ phone: Saved<Phone>, at revision: Int) throws -> Phone {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT id, ?, 0, document, pool_id, profile_id FROM past_phones
                WHERE id = ? AND until_revision >= ? ORDER BY until_revision LIMIT 1
                """,
            arguments: [phone.value.name.description, phone.id.rawValue, revision]
        )
        guard let row else { return phone.value }
        let names = try names()
        for (column, noun, known) in [
            (4, DevicePool.noun, names.pools), (5, PhoneSecurityProfile.noun, names.profiles),
        ] {
            let id: Int64 = row[column]
            guard known[id] == nil else { continue }
            throw Problem(
                .conflict,
                code: "deleted-since",
                "The \(noun) \(try name(of: ObjectID(id)) ?? "") that it named then is deleted.",
                object: phone.value.label,
                field: noun,
                hint: "Add it again, or update the phone instead."
            )
        }
        return try savedPhone(row, names).value
    }

    func reference(
        _ reference: Saved<SRSTReference>,
        at revision: Int
    ) throws -> (value: SRSTReference, certificate: CertificateRecord?) {
        let document = try String.fetchOne(
            database,
            sql: """
                SELECT document FROM past_references
                WHERE id = ? AND until_revision >= ? ORDER BY until_revision LIMIT 1
                """,
            arguments: [reference.id.rawValue, revision]
        )
        let name = Document.Entry("name", .string(reference.value.name.text))
        let value: SRSTReference =
            try document.map { try object(coder.decode($0, adding: [name])) } ?? reference.value
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT \(Self.certificateColumns) FROM past_certificates
                WHERE reference_id = ? AND until_revision >= ? ORDER BY until_revision LIMIT 1
                """,
            arguments: [reference.id.rawValue, revision]
        )
        guard let row else { return (value, try certificates()[reference.id]) }
        return (value, row.hasNull(atIndex: 1) ? nil : try certificate(row))
    }
}
