internal import ClusterModel
internal import GRDB
internal import Platform
internal import Store

/// Files as they were served earlier.
extension SQLiteSnapshot {
    /// What ``SQLiteSnapshot/publication(_:from:)`` needs beside `publications AS published`.
    private static let parts = """
        LEFT JOIN fragments ON fragments.id = published.fragment_id
        """

    /// Leaves out that the file of a deleted phone was taken away when another phone of its name had one by then: what is
    /// served of a name is the later phone's.
    private static let isOfItsName = """
        (published.rendition_id IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM objects AS other JOIN publications AS own ON own.object_id = other.id
            WHERE other.kind = objects.kind AND other.folded = objects.folded AND other.id > objects.id
                AND own.revision <= published.revision AND own.rendition_id IS NOT NULL))
        """

    func forEachPublication(in revision: RevisionNumber, _ body: (PublicationRecord) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT objects.kind, objects.name, \(Self.publicationColumns())
                FROM publications AS published JOIN objects ON objects.id = published.object_id
                \(Self.parts)
                WHERE published.revision = ? AND \(Self.isOfItsName) ORDER BY objects.folded
                """,
            arguments: [revision.rawValue]
        )
        while let row = try rows.next() {
            let published = try publication(row, from: 2)
            try body(PublicationRecord(file: try file(row, from: 0), revision: revision, published: published))
        }
    }

    func forEachVersion(of file: PublishedFile, _ body: (PublicationRecord, Revision) throws -> Void) throws {
        let (kind, folded) = key(file)
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT revisions.number, revisions.as_of, revisions.committed_at, revisions.actor, revisions.reason,
                    \(Self.publicationColumns())
                FROM objects JOIN publications AS published ON published.object_id = objects.id
                JOIN revisions ON revisions.number = published.revision
                \(Self.parts)
                WHERE objects.kind = ? AND objects.folded = ? AND \(Self.isOfItsName)
                ORDER BY published.revision DESC, objects.id DESC
                """,
            arguments: [kind, folded]
        )
        while let row = try rows.next() {
            let revision = Revision(number: row[0], asOf: row[1], committedAt: row[2], actor: row[3], reason: row[4])
            let record = PublicationRecord(
                file: file,
                revision: revision.number,
                published: try publication(row, from: 5)
            )
            try body(record, revision)
        }
    }

    func publication(of file: PublishedFile, at revision: RevisionNumber) throws -> Publication? {
        let (kind, folded) = key(file)
        // Of all objects that had the name the one that has a file: a phone may have been deleted and added again, and that
        // the one that is gone lost its file takes away nothing of the other's.
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT \(Self.publicationColumns())
                FROM objects JOIN publications AS published ON published.object_id = objects.id
                    AND published.revision =
                        (SELECT max(revision) FROM publications WHERE object_id = objects.id AND revision <= ?)
                \(Self.parts)
                WHERE objects.kind = ? AND objects.folded = ? AND published.rendition_id IS NOT NULL
                ORDER BY objects.id DESC LIMIT 1
                """,
            arguments: [revision.rawValue, kind, folded]
        )
        return try row.flatMap { try publication($0, from: 0) }
    }

    func forEachFile(at revision: RevisionNumber, _ body: (PublishedFile, _ hash: SHA256Hash) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT objects.kind, objects.name, published.hash
                FROM objects JOIN publications AS published ON published.object_id = objects.id
                    AND published.revision =
                        (SELECT max(revision) FROM publications WHERE object_id = objects.id AND revision <= ?)
                WHERE published.rendition_id IS NOT NULL ORDER BY objects.folded
                """,
            arguments: [revision.rawValue]
        )
        while let row = try rows.next() { try body(file(row, from: 0), hash(row, 2)) }
    }

    func forEachChange(
        from earlier: RevisionNumber,
        to later: RevisionNumber,
        _ body: (PublicationChange) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT objects.kind, objects.name, objects.id, objects.live, old_published.revision,
                    \(Self.publicationColumns("old_")), \(Self.publicationColumns("new_"))
                FROM (SELECT DISTINCT object_id FROM publications WHERE revision > ? AND revision <= ?) AS touched
                JOIN objects ON objects.id = touched.object_id
                \(Self.version("old_")) \(Self.version("new_"))
                ORDER BY objects.folded, objects.id
                """,
            arguments: [earlier.rawValue, later.rawValue, earlier.rawValue, later.rawValue]
        )
        while let row = try rows.next() {
            try body(
                PublicationChange(
                    id: ObjectID(row[2]),
                    file: try file(row, from: 0),
                    isSaved: row[3],
                    wasKnown: !row.hasNull(atIndex: 4),
                    before: try publication(row, from: 5),
                    after: try publication(row, from: 5 + Self.publicationColumnCount)
                )
            )
        }
    }

    /// Joins the version of an object that was the latest at a revision.
    private static func version(_ prefix: String) -> String {
        """
        LEFT JOIN publications AS \(prefix)published ON \(prefix)published.object_id = objects.id
            AND \(prefix)published.revision =
                (SELECT max(revision) FROM publications WHERE object_id = objects.id AND revision <= ?)
        LEFT JOIN fragments AS \(prefix)fragments ON \(prefix)fragments.id = \(prefix)published.fragment_id
        """
    }

    private func key(_ file: PublishedFile) -> (kind: String, folded: String) {
        switch file {
        case .phone(let name): (ObjectKind.phone.rawValue, name.folded)
        case .defaultFile: (ObjectKind.defaultFile.rawValue, file.description.lowercased())
        case .capfRoot: (ObjectKind.capfFile.rawValue, file.description.lowercased())
        }
    }

    /// A file from the columns kind and name of its object.
    private func file(_ row: Row, from start: Int) throws -> PublishedFile {
        let name: String = row[start + 1]
        switch ObjectKind(rawValue: row[start]) {
        case .phone: return .phone(try deviceName(name))
        case .capfFile: return .capfRoot
        case .defaultFile: return .defaultFile
        default: throw StoreProblem.damaged("a published file")
        }
    }
}
