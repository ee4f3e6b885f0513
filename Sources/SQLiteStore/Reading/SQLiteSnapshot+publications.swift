internal import ClusterModel
internal import Documents
internal import GRDB
internal import Store

extension SQLiteSnapshot {
    /// The latest publication of each object; a withdrawn one has no rendition.
    private static let latestPublications = """
        publications AS published
        WHERE published.revision = (SELECT max(revision) FROM publications WHERE object_id = published.object_id)
            AND published.rendition_id IS NOT NULL
        """

    /// A SHA-256 has 32 bytes (FIPS 180-4).
    private static let hashLength = 32

    func forEachCandidate(_ selection: PhoneSelection, _ body: (PhoneCandidate) throws -> Void) throws {
        let names = try names()
        let (condition, arguments) = try condition(for: selection)
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT objects.id, objects.name, \(Self.stateColumns), \(Self.publicationColumns()),
                    \(Self.certificateHash)
                FROM objects
                LEFT JOIN phones ON phones.id = objects.id
                LEFT JOIN publications AS published ON published.object_id = objects.id AND published.revision =
                    (SELECT max(revision) FROM publications WHERE object_id = objects.id)
                LEFT JOIN fragments ON fragments.id = published.fragment_id
                LEFT JOIN renditions ON renditions.id = published.rendition_id
                WHERE objects.kind = 'phone' AND \(condition)
                    AND (phones.id IS NOT NULL OR published.rendition_id IS NOT NULL)
                ORDER BY objects.folded
                """,
            arguments: arguments
        )
        while let row = try rows.next() {
            let start = 2 + Self.stateColumnCount
            let certificateHash = row.bytes(start + Self.publicationColumnCount)
            try body(
                PhoneCandidate(
                    id: ObjectID(row[0]),
                    name: try deviceName(row[1]),
                    saved: try candidateState(row, names),
                    published: try currentPublication(row, from: start),
                    certificateHash: certificateHash.isEmpty ? nil : certificateHash
                )
            )
        }
    }

    func siteFile(_ file: PublishedFile) throws -> (id: ObjectID, published: CurrentPublication?, everPublished: Bool) {
        let kind = file == .capfRoot ? ObjectKind.capfFile : .defaultFile
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT objects.id, \(Self.publicationColumns())
                FROM objects
                LEFT JOIN publications AS published ON published.object_id = objects.id AND published.revision =
                    (SELECT max(revision) FROM publications WHERE object_id = objects.id)
                LEFT JOIN fragments ON fragments.id = published.fragment_id
                LEFT JOIN renditions ON renditions.id = published.rendition_id
                WHERE objects.kind = ?
                """,
            arguments: [kind.rawValue]
        )
        guard let row else { throw StoreProblem.damaged("no \(file)") }
        // A withdrawal is a row, too.
        return (ObjectID(row[0]), try currentPublication(row, from: 1), !row.hasNull(atIndex: 1))
    }

    func forEachPublished(_ body: (PublishedVersion) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT objects.kind, objects.name, latest.revision, renditions.body_id, fragments.bytes, latest.stamp,
                    latest.hash
                FROM (SELECT * FROM \(Self.latestPublications)) AS latest
                JOIN objects ON objects.id = latest.object_id
                JOIN renditions ON renditions.id = latest.rendition_id
                LEFT JOIN fragments ON fragments.id = latest.fragment_id
                """
        )
        while let row = try rows.next() {
            let kind: String = row[0]
            let name: String = row[1]
            let isPhone = kind == ObjectKind.phone.rawValue
            let siteFile: PublishedFile = kind == ObjectKind.capfFile.rawValue ? .capfRoot : .defaultFile
            let fragment = row.hasNull(atIndex: 4) ? nil : Fragment(bytes: row.bytes(4))
            // A phone's file without its values would be served with nothing in their place.
            if isPhone, fragment == nil { throw StoreProblem.damaged("a fragment") }
            try body(
                PublishedVersion(
                    file: isPhone ? .phone(try deviceName(name)) : siteFile,
                    revision: row[2],
                    bodyID: row[3],
                    fragment: isPhone ? fragment : nil,
                    stamp: try stamp(row.bytes(5)),
                    hash: try hash(row.bytes(6))
                )
            )
        }
    }

    /// The columns ``currentPublication(_:from:)`` reads, of the tables `published`, `fragments` and `renditions` or of
    /// the same names with a prefix.
    static func publicationColumns(_ prefix: String = "") -> String {
        let published = ["revision", "fragment_id"].map { "\(prefix)published.\($0)" }
        let hashes = ["stamp", "hash"].map { "\(prefix)published.\($0)" }
        let rendition = ["id", "body_id", "pool_id", "profile_id", "reference_id", "certificate"]
            .map { "\(prefix)renditions.\($0)" }
        let columns = published + ["\(prefix)fragments.phone_version"] + hashes + rendition
        return (columns + ["\(prefix)published.copied_from"]).joined(separator: ", ")
    }

    /// How many columns those are.
    static let publicationColumnCount = 12

    /// A publication from the columns of ``publicationColumns(_:)``; none when it is a withdrawal.
    func currentPublication(_ row: Row, from start: Int) throws -> CurrentPublication? {
        let key: Int64? = row[start + 5]
        guard let key else { return nil }
        return CurrentPublication(
            revision: row[start],
            rendition: rendition(key, row, from: start),
            fragmentID: row[start + 1],
            phoneVersion: row[start + 2],
            stamp: try stamp(row.bytes(start + 3)),
            hash: try hash(row.bytes(start + 4)),
            copiedFrom: row[start + 11]
        )
    }

    /// Read from the columns behind those of the publication once: thousands of phones share it.
    private func rendition(_ key: Int64, _ row: Row, from start: Int) -> StoredRendition {
        if let known = renditions[key] { return known }
        let pool: Int64? = row[start + 7]
        let profile: Int64? = row[start + 8]
        let reference: Int64? = row[start + 9]
        let certificate = row.bytes(start + 10)
        let rendition = StoredRendition(
            id: key,
            bodyID: row[start + 6],
            origin: RenditionOrigin(
                pool: pool.map(ObjectID.init),
                profile: profile.map(ObjectID.init),
                reference: reference.map(ObjectID.init),
                certificate: certificate.isEmpty ? nil : certificate
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

    func hash(_ bytes: [UInt8]) throws -> [UInt8] {
        guard bytes.count == Self.hashLength else { throw StoreProblem.damaged("a hash") }
        return bytes
    }

    func deviceName(_ text: String) throws -> DeviceName {
        guard let name = try? DeviceName(text) else { throw StoreProblem.damaged("a phone's name") }
        return name
    }

    private func condition(for selection: PhoneSelection) throws -> (sql: String, arguments: StatementArguments) {
        switch selection {
        case .all:
            return ("TRUE", [])
        case .unpublished:
            return ("phones.id IS NOT NULL AND published.rendition_id IS NULL", [])
        case .phone(let name):
            let known = try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM objects WHERE kind = 'phone' AND folded = ?)",
                arguments: [name.folded]
            )
            guard known == true else { throw try notFound(selection, .phone, name.description) }
            return ("objects.folded = ?", [name.folded])
        case .devicePool(let name):
            return (
                "(phones.pool_id IN \(Self.keys) OR renditions.pool_id IN \(Self.keys))",
                try keyArguments(selection, .devicePool, name)
            )
        case .securityProfile(let name):
            return (
                "(phones.profile_id IN \(Self.keys) OR renditions.profile_id IN \(Self.keys))",
                try keyArguments(selection, .securityProfile, name)
            )
        case .srst(let name):
            let saved = "phones.pool_id IN (SELECT id FROM device_pools WHERE reference_id IN \(Self.keys))"
            return ("(\(saved) OR renditions.reference_id IN \(Self.keys))", try keyArguments(selection, .srst, name))
        }
    }

    /// Every object that has or had the name: a deleted one still selects what was published from it.
    private static let keys = "(SELECT id FROM objects WHERE kind = ? AND folded = ?)"

    private func keyArguments(
        _ selection: PhoneSelection,
        _ kind: ObjectKind,
        _ name: ObjectName
    ) throws -> StatementArguments {
        let known = try Bool.fetchOne(
            database,
            sql: "SELECT EXISTS (SELECT 1 FROM objects WHERE kind = ? AND folded = ?)",
            arguments: [kind.rawValue, name.folded]
        )
        guard known == true else { throw try notFound(selection, kind, name.text) }
        return [kind.rawValue, name.folded, kind.rawValue, name.folded]
    }

    private func notFound(_ selection: PhoneSelection, _ kind: ObjectKind, _ name: String) throws -> Problem {
        StoreProblem.notFound(
            selection.description,
            noun: kind.rawValue,
            names: try names(kind).values.sorted(),
            name: name
        )
    }
}
