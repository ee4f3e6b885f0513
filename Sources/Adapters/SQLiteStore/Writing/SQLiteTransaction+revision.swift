internal import ClusterModel
internal import FoundationEssentials
internal import GRDB
internal import Platform
internal import Store

extension SQLiteTransaction {
    func writeRevision(_ draft: RevisionDraft, at time: UnixTime) throws -> Revision {
        let known = try knownTime()
        // With a clock that was set back a first file or a withdrawal is not refused: it counts as no earlier, so that what
        // was served when can be told, and the next reset is refused still.
        let revision = Revision(
            number: (try latestRevision()?.number ?? 0).next,
            asOf: draft.asOf,
            committedAt: max(time, known ?? time),
            actor: draft.actor,
            reason: draft.reason
        )
        // A rehearsal asks what would be published; nobody reads its publications back.
        guard overlay == nil else { return revision }
        try database.execute(
            sql: """
                INSERT INTO revisions (number, as_of, committed_at, actor, reason, published, withdrawn, audit_count)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                revision.number.rawValue, revision.asOf.seconds, revision.committedAt.seconds, draft.actor,
                draft.reason,
                draft.files.count,
                draft.withdrawnCount, try auditCount(),
            ]
        )
        let renditions = try draft.renditions.map(rendition)
        let publish = try RowStatement(
            """
            INSERT INTO publications (object_id, revision, rendition_id, fragment_id, stamp, hash, copied_from)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            in: database
        )
        // In the order of the table, each page is written once.
        let order = draft.files.indices.sorted { draft.files[$0].id < draft.files[$1].id }
        for publication in order.lazy.map({ draft.files[$0] }) {
            let values = try fragment(publication.values)
            try publish.execute { row in
                row.add(Int(publication.id.rawValue))
                row.add(revision.number.rawValue)
                row.add(Int(renditions[publication.rendition]))
                row.add((values?.rawValue).map(Int.init))
                row.add(publication.stamp.bytes)
                row.add(publication.hash)
                row.add(publication.copiedFrom?.rawValue)
            }
        }
        for withdrawal in draft.withdrawals {
            try database.cachedStatement(sql: "INSERT INTO publications (object_id, revision) VALUES (?, ?)")
                .execute(arguments: [withdrawal.id.rawValue, revision.number.rawValue])
        }
        try settleMoves(draft, in: revision.number)
        // A clock far ahead is believed once somebody has said so.
        if ClockReading(now: time, known: known) == .plausible { try believe(time) }
        return revision
    }

    func believe(_ time: UnixTime) throws {
        try overlay?.shadow("store")
        try database.cachedStatement(sql: "UPDATE store SET known_time = ?").execute(arguments: [time.seconds])
    }

    /// The key of a rendition, stored once for each body and origin.
    private func rendition(_ rendition: RevisionDraft.Rendition) throws -> Int64 {
        let body = try body(rendition)
        let origin = rendition.origin
        let arguments: StatementArguments = [
            body.rawValue, origin.pool?.rawValue, origin.profile?.rawValue, origin.reference?.rawValue,
            origin.certificate?.blob,
        ]
        let known = try Int64.fetchOne(
            database,
            sql: """
                SELECT id FROM renditions
                WHERE body_id = ? AND pool_id IS ? AND profile_id IS ? AND reference_id IS ? AND certificate IS ?
                """,
            arguments: arguments
        )
        if let known { return known }
        try database.execute(
            sql: """
                INSERT INTO renditions (body_id, pool_id, profile_id, reference_id, certificate)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: arguments
        )
        return database.lastInsertedRowID
    }

    private func body(_ rendition: RevisionDraft.Rendition) throws -> BodyID {
        let hash = rendition.bodyHash.blob
        let bytes = Data(rendition.body.bytes)
        let holes = HoleCoding.encode(rendition.body.holes)
        let known = try Row.fetchOne(
            database,
            sql: "SELECT id, bytes = ?2 AND holes = ?3 FROM bodies WHERE hash = ?1",
            arguments: [hash, bytes, holes]
        )
        if let known {
            let id: BodyID = known[0]
            let isWhole: Bool = known[1]
            // One of that hash with other bytes was altered; all files that share it are whole again with it.
            if !isWhole {
                try database.execute(
                    sql: "UPDATE bodies SET bytes = ?, holes = ? WHERE id = ?",
                    arguments: [bytes, holes, id.rawValue]
                )
            }
            return id
        }
        try database.execute(
            sql: "INSERT INTO bodies (hash, bytes, holes) VALUES (?, ?, ?)",
            arguments: [hash, bytes, holes]
        )
        return BodyID(rawValue: database.lastInsertedRowID)
    }

    private func fragment(_ values: RevisionDraft.Values?) throws -> FragmentID? {
        guard let values else { return nil }
        if let known = values.storedAs { return known }
        let insert = try RowStatement(
            "INSERT INTO fragments (phone_version, bytes, outline_id) VALUES (?, ?, ?)",
            in: database
        )
        let outline = try values.outline.map(outline)
        try insert.execute { row in
            row.add(values.phoneVersion)
            row.add(values.fragment.bytes)
            row.add(outline.map(Int.init))
        }
        return FragmentID(rawValue: database.lastInsertedRowID)
    }

    /// The key of an outline, stored once.
    private func outline(_ outline: PhoneOutline) throws -> Int64 {
        if let known = outlineKeys[outline] { return known }
        let document = coder.encode(outline.document)
        try database.execute(sql: "INSERT OR IGNORE INTO outlines (document) VALUES (?)", arguments: [document])
        let key = try Int64.fetchOne(database, sql: "SELECT id FROM outlines WHERE document = ?", arguments: [document])
        guard let key else { throw StoreProblem.damaged("an outline") }
        outlineKeys[outline] = key
        return key
    }
}
