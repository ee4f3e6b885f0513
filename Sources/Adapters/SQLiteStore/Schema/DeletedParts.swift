internal import GRDB

/// The tables that hold what is kept of a deleted object, each with the column of its key.
enum DeletedParts {
    private static let tables = [
        ("deleted_objects", "id"), ("deleted_certificates", "reference_id"), ("deleted_phone_certificates", "phone_id"),
        ("detached_pools", "reference_id"),
    ]

    /// Forgets a deleted object: from here on it cannot be brought back.
    static func drop(_ id: Int64, in database: Database) throws {
        for (table, key) in tables {
            try database.cachedStatement(sql: "DELETE FROM \(table) WHERE \(key) = ?").execute(arguments: [id])
        }
    }
}
