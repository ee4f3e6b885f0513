internal import ClusterModel
internal import Documents
internal import GRDB
internal import Platform
internal import Store

/// What is deleted is kept whole, secrets and certificates included, until retention drops it.
extension SQLiteTransaction {
    /// Keeps an object that is about to be deleted, as it is.
    func keepDeleted(_ kind: ObjectKind, _ id: ObjectID, _ deletion: Deletion) throws {
        // A rehearsal's deletion is undone with it.
        guard overlay == nil, let table = kind.table else { return }
        try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO deleted_objects
                    (id, until_revision, time, actor, successor, first_parent, second_parent, document)
                SELECT id, \(Self.latest), ?, ?, ?, \(kind.parentColumns), document FROM \(table) WHERE id = ?
                """
        ).execute(arguments: [deletion.time.seconds, deletion.actor, deletion.successor, id.rawValue])
        if let certificates = kind.certificates {
            try database.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO deleted_\(certificates.table)
                    SELECT * FROM \(certificates.table) WHERE \(certificates.key) = ?
                    """
            ).execute(arguments: [id.rawValue])
        }
        for pool in deletion.detachedPools {
            try database.execute(
                sql: "INSERT OR IGNORE INTO detached_pools (reference_id, pool_id) VALUES (?, ?)",
                arguments: [id.rawValue, pool.rawValue]
            )
        }
    }

    func undelete(_ id: ObjectID) throws {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT objects.kind, objects.name, objects.folded, first_parent, second_parent, document
                FROM deleted_objects JOIN objects USING (id) WHERE id = ?
                """,
            arguments: [id.rawValue]
        )
        guard let row, let kind = ObjectKind(rawValue: row[0]), let table = kind.table else {
            throw StoreProblem.damaged("no deleted object \(id.rawValue)")
        }
        let label = "\(kind.rawValue) \(row[1] as String)"
        try refuseTakenName(kind, row[2], label)
        var columns: [(name: String, value: Int64?)] = []
        for (parent, column) in zip(kind.parents, [3, 4]) {
            let key: Int64? = row[column]
            columns.append((parent.column, try key.map { try liveKey(of: $0, parent, label) }))
        }
        forgetNames(of: kind)
        try overlay?.shadow("objects")
        try overlay?.shadow(table)
        if kind == .phone { try noteMove(of: id) }
        try database.execute(
            sql: "UPDATE objects SET live = 1, version = version + 1, since_revision = \(Self.latest) WHERE id = ?",
            arguments: [id.rawValue]
        )
        let names = ["id", "document"] + columns.map(\.name)
        var arguments: StatementArguments = [id.rawValue, row[5] as String]
        arguments += StatementArguments(columns.map(\.value))
        try database.execute(
            sql: """
                INSERT INTO \(table) (\(names.joined(separator: ", ")))
                VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
                """,
            arguments: arguments
        )
        if let certificates = kind.certificates {
            try overlay?.shadow(certificates.table)
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO \(certificates.table)
                    SELECT * FROM deleted_\(certificates.table) WHERE \(certificates.key) = ?
                    """,
                arguments: [id.rawValue]
            )
        }
        guard overlay == nil else { return }
        try DeletedParts.drop(id.rawValue, in: database)
    }

    private func refuseTakenName(_ kind: ObjectKind, _ folded: String, _ label: String) throws {
        let isTaken = try Bool.fetchOne(
            database,
            sql: "SELECT EXISTS (SELECT 1 FROM objects WHERE kind = ? AND folded = ? AND live)",
            arguments: [kind.rawValue, folded]
        )
        guard isTaken == true else { return }
        throw Problem(
            .conflict,
            code: "name-taken",
            "There is a \(label) already; nothing was brought back.",
            object: label,
            field: "name",
            hint: "Rename or delete that one first."
        )
    }

    private func liveKey(of key: Int64, _ parent: ObjectKind.Parent, _ label: String) throws -> Int64 {
        let found = try namedParent(key)
        guard let live = found.liveKey else {
            throw Problem(
                .conflict,
                code: "deleted-since",
                "The \(parent.kind.rawValue) \(found.name) that it named is deleted; nothing was brought back.",
                object: label,
                field: parent.field,
                hint: "Bring that back first."
            )
        }
        return live
    }
}

extension ObjectKind {
    /// The table of the certificates that belong to objects of the kind, with the column of their key; that of deleted
    /// ones has `deleted_` before its name.
    fileprivate var certificates: (table: String, key: String)? {
        switch self {
        case .srst: ("certificates", "reference_id")
        case .phone: ("phone_certificates", "phone_id")
        case .cluster, .callManagerGroup, .devicePool, .securityProfile, .defaultFile, .capfFile: nil
        }
    }
}
