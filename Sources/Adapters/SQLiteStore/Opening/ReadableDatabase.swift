internal import Documents
internal import GRDB
internal import GRDBSQLite
internal import Platform

/// The database of a state directory that cannot be written now, opened so that nothing need be: commits that stand only in
/// the write-ahead log are read, and no file is made or changed.
///
/// SQLite keeps the index of a log in a file beside it, which a full or read-only disk has no room for. With an exclusive
/// locking mode it keeps it in its own memory (https://www.sqlite.org/wal.html#noshm), and with the VFS `unix-none` it asks
/// for no lock that a read-only file cannot have; the state directory's lock keeps others away. A database without a log is
/// read as immutable. One of an earlier schema is copied into memory and migrated there.
final class ReadableDatabase: Sendable {
    let queue: DatabaseQueue
    /// Why it cannot be written.
    let fault: DiskFault

    /// Opens what is there.
    ///
    /// - Throws: `Problem` for a foreign, damaged, newer or lost database; `DatabaseError` when it cannot be read.
    init(_ directory: String, because fault: DiskFault) throws {
        self.fault = fault
        let known = try StoreMark.read(directory)
        guard case .present = try DatabaseFile.look(directory, mark: known) else { throw fault }
        let file = try Self.connection(directory)
        try file.read { try DatabaseFile.examine($0, directory, mark: known) }
        let isCurrent = try file.read { try Migrations.all.hasCompletedMigrations($0) }
        queue = isCurrent ? file : try Self.migratedCopy(of: file)
        guard try queue.read({ try Int.fetchOne($0, sql: "SELECT count(*) FROM store") == 1 }) else { throw fault }
    }

    /// A connection that reads what the files hold and touches none of them. Not while others have the database open in this
    /// process: closing it would take their locks away.
    static func connection(_ directory: String) throws -> DatabaseQueue {
        let path = DatabaseFile.path(directory)
        let hasLog = FileBytes.size(DatabaseFile.logPath(directory)) ?? 0 > 0
        var configuration = Configuration.standingBack("read-only")
        configuration.readonly = true
        if hasLog {
            // Before anything else, for the first statement that looks at the database opens the log.
            configuration.prepareDatabase { database in
                _ = try String.fetchOne(database, sql: "PRAGMA locking_mode = EXCLUSIVE")
                // It is not this connection's to delete when it closes, for it may be in use again by then.
                var persists: CInt = 1
                unsafe sqlite3_file_control(database.sqliteConnection, "main", SQLITE_FCNTL_PERSIST_WAL, &persists)
            }
        }
        rehearsing(&configuration)
        let uri = "file:\(escaped(path))?mode=ro&\(hasLog ? "vfs=unix-none" : "immutable=1")"
        return try DatabaseQueue(path: uri, configuration: configuration)
    }

    private static func migratedCopy(of file: DatabaseQueue) throws -> DatabaseQueue {
        var configuration = Configuration.standingBack("migrated-copy")
        rehearsing(&configuration)
        let copy = try DatabaseQueue(configuration: configuration)
        try file.backup(to: copy)
        try Migrations.all.migrate(copy)
        return copy
    }

    /// Rehearsals write temporary tables.
    private static func rehearsing(_ configuration: inout Configuration) {
        configuration.label = "reading"
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            try database.execute(sql: "PRAGMA cache_size = \(WritableDatabase.cacheSize)")
        }
    }

    /// A path as it stands in a URI (https://www.sqlite.org/uri.html, section 3.1).
    private static func escaped(_ path: String) -> String {
        path.utf8.map { byte in
            let isPlain =
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "/._-".utf8.contains(byte)
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + Hexadecimal.upperCase([byte])
        }.joined()
    }
}
