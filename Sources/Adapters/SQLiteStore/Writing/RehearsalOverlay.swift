internal import GRDB

/// Temporary tables that shadow the real ones for one rehearsal.
///
/// SQLite looks a table up in the `temp` schema first (https://www.sqlite.org/lang_naming.html), so the same
/// statements that serve a real change read and write the overlay, and a plan cannot differ from the deed. A table is
/// copied when it is first written; the real database is only read, so the writer is never held.
final class RehearsalOverlay {
    private let database: Database
    private var shadowed: Set<String> = []

    init(_ database: Database) { self.database = database }

    /// Makes `table` writable in the overlay.
    func shadow(_ table: String) throws {
        guard shadowed.insert(table).inserted else { return }
        let definitions = try Row.fetchAll(
            database,
            sql: """
                SELECT type, name, sql FROM main.sqlite_master
                WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type = 'table' DESC
                """,
            arguments: [table]
        )
        for definition in definitions {
            let type: String = definition[0]
            let name: String = definition[1]
            let sql: String = definition[2]
            if type == "table" {
                try database.execute(sql: sql.replacingPrefix("CREATE TABLE", with: "CREATE TEMP TABLE"))
                try database.execute(sql: "INSERT INTO temp.\(table) SELECT * FROM main.\(table)")
            } else {
                let unique = "CREATE UNIQUE INDEX \(name)"
                let plain = "CREATE INDEX \(name)"
                let isUnique = sql.hasPrefix(unique)
                let create = isUnique ? "CREATE UNIQUE INDEX temp.\(name)" : "CREATE INDEX temp.\(name)"
                try database.execute(sql: sql.replacingPrefix(isUnique ? unique : plain, with: create))
            }
        }
    }
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String, with replacement: String) -> String {
        hasPrefix(prefix) ? replacement + dropFirst(prefix.count) : self
    }
}
