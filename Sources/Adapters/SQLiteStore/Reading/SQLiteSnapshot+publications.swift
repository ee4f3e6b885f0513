internal import ClusterModel
internal import Documents
internal import GRDB
internal import Platform
internal import Store

extension SQLiteSnapshot {
    func siteFile(_ file: PublishedFile) throws -> (id: ObjectID, published: Publication?, everPublished: Bool) {
        let kind = file == .capfRoot ? ObjectKind.capfFile : .defaultFile
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT objects.id, \(Self.publicationColumns())
                FROM objects
                LEFT JOIN publications AS published ON published.object_id = objects.id AND published.revision =
                    (SELECT max(revision) FROM publications WHERE object_id = objects.id)
                LEFT JOIN fragments ON fragments.id = published.fragment_id
                WHERE objects.kind = ?
                """,
            arguments: [kind.rawValue]
        )
        guard let row else { throw StoreProblem.damaged("no \(file)") }
        // A withdrawal is a row, too.
        return (ObjectID(row[0]), try publication(row, from: 1), !row.hasNull(atIndex: 1))
    }

    func forEachPublished(_ body: (PublishedVersion) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT objects.kind, objects.name, published.revision, published.rendition_id, fragments.bytes,
                    published.stamp, published.hash
                FROM objects NOT INDEXED
                CROSS JOIN publications AS published ON published.object_id = objects.id AND published.revision =
                    (SELECT max(revision) FROM publications WHERE object_id = objects.id)
                LEFT JOIN fragments ON fragments.id = published.fragment_id
                WHERE published.rendition_id IS NOT NULL
                """
        )
        while let row = try rows.next() {
            let kind: String = row[0]
            let name: String = row[1]
            let isPhone = kind == ObjectKind.phone.rawValue
            let siteFile: PublishedFile = kind == ObjectKind.capfFile.rawValue ? .capfRoot : .defaultFile
            let fragment = try StoreProblem.unlessDamaged { try ownPart(row, at: 4) }.flatMap(\.self)
            // What cannot be read of one file is no reason to serve none.
            try body(
                PublishedVersion(
                    file: isPhone ? .phone(try deviceName(name)) : siteFile,
                    revision: row[2],
                    bodyID: try StoreProblem.unlessDamaged { try rendition(row[3]).bodyID },
                    fragment: isPhone ? fragment : nil,
                    stamp: try StoreProblem.unlessDamaged { try stamp(row.bytes(5)) },
                    hash: try StoreProblem.unlessDamaged { try hash(row, 6) }
                )
            )
        }
    }

    /// The columns ``publication(_:from:)`` reads, of the tables `published` and `fragments` or of the same names
    /// with a prefix.
    static func publicationColumns(_ prefix: String = "") -> String {
        let published = ["revision", "rendition_id", "fragment_id", "stamp", "hash", "copied_from"]
        return (published.map { "\(prefix)published.\($0)" } + ["\(prefix)fragments.phone_version"])
            .joined(separator: ", ")
    }

    /// How many columns those are.
    static let publicationColumnCount = 7

    /// A publication from the columns of ``publicationColumns(_:)``; none when it is a withdrawal.
    func publication(_ row: Row, from start: Int) throws -> Publication? {
        let key: Int64? = row[start + 1]
        guard let key else { return nil }
        return Publication(
            revision: row[start],
            rendition: try rendition(key),
            fragmentID: row[start + 2],
            phoneVersion: row[start + 6],
            stamp: try stamp(row.bytes(start + 3)),
            hash: try hash(row, start + 4),
            copiedFrom: row[start + 5]
        )
    }

    /// Read once for the thousands of phones that share it.
    func rendition(_ key: Int64) throws -> StoredRendition {
        if let known = renditions[key] { return known }
        let row = try Row.fetchOne(
            database,
            sql: "SELECT body_id, pool_id, profile_id, reference_id, certificate FROM renditions WHERE id = ?",
            arguments: [key]
        )
        guard let row else { throw StoreProblem.damaged("no rendition \(key)") }
        let pool: Int64? = row[1]
        let profile: Int64? = row[2]
        let reference: Int64? = row[3]
        let rendition = StoredRendition(
            id: key,
            bodyID: row[0],
            origin: RenditionOrigin(
                pool: pool.map(ObjectID.init),
                profile: profile.map(ObjectID.init),
                reference: reference.map(ObjectID.init),
                certificate: try row.hasNull(atIndex: 4) ? nil : hash(row, 4)
            )
        )
        renditions[key] = rendition
        return rendition
    }

    func stamp(_ bytes: [UInt8]) throws -> VersionStamp {
        guard bytes.count == VersionStamp.byteCount, let stamp = VersionStamp(digest: bytes) else {
            throw StoreProblem.damaged("a stamp")
        }
        return stamp
    }

    /// The hash that is in a column of every row.
    func hash(_ row: Row, _ column: Int) throws -> SHA256Hash {
        guard let hash = try row.hash(column) else { throw StoreProblem.damaged("a hash") }
        return hash
    }

    func deviceName(_ text: String) throws -> DeviceName {
        try StoreProblem.requiring("a phone's name") { () throws(InvalidValue) in try DeviceName(text) }
    }

    private func ownPart(_ row: Row, at column: Int) throws -> Fragment? {
        row.hasNull(atIndex: column) ? nil : Fragment(bytes: try row.bytes(column))
    }
}
