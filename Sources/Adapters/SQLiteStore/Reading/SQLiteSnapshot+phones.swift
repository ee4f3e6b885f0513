internal import ClusterModel
internal import Documents
internal import GRDB
internal import Store

extension SQLiteSnapshot {
    func phone(_ name: DeviceName) throws -> Saved<Phone>? {
        // Kept, for a site file asks for each of its phones.
        let row = try Row.fetchOne(
            try database.cachedStatement(
                sql: Self.phoneColumns + " WHERE objects.kind = 'phone' AND objects.folded = ? AND objects.live"
            ),
            arguments: [name.folded]
        )
        return try row.map { try savedPhone($0, names()) }
    }

    func forEachPhone(
        after first: DeviceName?,
        through last: DeviceName?,
        _ body: (Saved<Phone>) throws -> Void
    ) throws {
        let names = try names()
        let rows = try Row.fetchCursor(
            database,
            sql: Self.phoneColumns + """
                 WHERE objects.kind = 'phone' AND objects.folded > ? AND objects.folded <= ? AND objects.live
                ORDER BY objects.folded
                """,
            arguments: [first?.folded ?? "", last?.folded ?? Self.behindAllPhones]
        )
        while let row = try rows.next() { try body(savedPhone(row, names)) }
    }

    func phone(_ count: Int, after first: DeviceName?) throws -> DeviceName? {
        let name = try String.fetchOne(
            database,
            sql: """
                SELECT name FROM objects
                WHERE kind = 'phone' AND folded > ? AND live ORDER BY folded LIMIT 1 OFFSET ?
                """,
            arguments: [first?.folded ?? "", count - 1]
        )
        return try name.map(deviceName)
    }

    /// Names of phones are ASCII, so every other text sorts behind them.
    static let behindAllPhones = "\u{10FFFF}"

    func phoneNames(beginningWith prefix: String, limit: Int) throws -> [String] {
        let first = prefix.lowercased()
        return try String.fetchAll(
            database,
            sql: """
                SELECT name FROM objects
                WHERE kind = 'phone' AND folded >= ? AND folded < ? AND live ORDER BY folded LIMIT ?
                """,
            arguments: [first, first + Self.behindAllPhones, limit]
        )
    }

    /// The names that phones refer to, read once for many phones.
    func names() throws -> SavedNames {
        if let known = savedNames { return known }
        let names = try SavedNames(self)
        savedNames = names
        return names
    }

    /// The columns ``savedPhone(_:_:)`` reads, in its order.
    static let phoneColumns = """
        SELECT objects.id, objects.name, objects.version, phones.document, phones.pool_id, phones.profile_id
        FROM objects JOIN phones USING (id)
        """

    /// A phone from a row that begins with the columns of ``phoneColumns``.
    func savedPhone(_ row: Row, _ names: SavedNames) throws -> Saved<Phone> {
        if let fresh = freshPhones[row[0]], fresh.version == row[2], names.are(of: fresh.value, row[4], row[5]) {
            return fresh
        }
        let document = try coder.decode(
            row[3],
            adding: [
                Document.Entry("name", .string(row[1])),
                Document.Entry("device-pool", names.pools[row[4]].map(Document.string) ?? .null),
                Document.Entry("security-profile", names.profiles[row[5]].map(Document.string) ?? .null),
            ]
        )
        return Saved(id: ObjectID(row[0]), version: row[2], value: try object(document))
    }
}

/// The names that phones refer to, by key; read once for many phones.
struct SavedNames {
    let pools: [Int64: String]
    let profiles: [Int64: String]

    init(_ snapshot: SQLiteSnapshot) throws {
        pools = try snapshot.names(.devicePool)
        profiles = try snapshot.names(.securityProfile)
    }

    /// Whether a phone names what has these keys, letter by letter: names may be written in another case, and change.
    func are(of phone: Phone, _ pool: Int64, _ profile: Int64) -> Bool {
        pools[pool] == phone.devicePool.text && profiles[profile] == phone.securityProfile.text
    }
}

extension DeviceName {
    /// The name as `objects.folded` has it.
    var folded: String { description.lowercased() }
}
