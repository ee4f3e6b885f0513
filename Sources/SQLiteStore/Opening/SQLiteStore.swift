internal import Documents
internal import FoundationEssentials
internal import GRDB
public import Store

/// The embedded store: one SQLite file in a locked state directory, in WAL mode, every commit on disk before it is
/// acknowledged (`synchronous=FULL`).
public final class SQLiteStore: StorePort {
    let directory: StateDirectory
    let pool: DatabasePool
    private let rehearsals: [StoreLane: DatabaseQueue]

    /// Opens the store of `directory`, makes it when it is new, and migrates it when it is old (S10).
    ///
    /// - Parameter directory: The state directory; the store holds its lock.
    /// - Throws: `Problem` of kind `unavailable` for a foreign, damaged or newer database, with nothing changed.
    public init(directory: StateDirectory) throws {
        self.directory = directory
        let path = directory.path + "/" + DatabaseFile.name
        do {
            try DatabaseFile.prepare(path)
            pool = try Self.open(path)
            rehearsals = try Dictionary(
                uniqueKeysWithValues: StoreLane.allCases.map { ($0, try Self.openForRehearsal(path)) }
            )
        } catch let error as DatabaseError {
            let isDamaged = [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
            throw DatabaseFile.problem(
                path,
                isDamaged ? "The database is damaged." : "The database cannot be opened: \(error.resultCode).",
                code: isDamaged ? "damaged-database" : "database"
            )
        }
    }

    /// 8 MB in the unit of the pragma: what a reset of 100 000 phones goes through in the order of their names.
    private static let cacheSize = -8_192

    /// How many read at once. Our own bound: the few readers that are let in at a time (docs/cli.md, *Limits*), and room for
    /// administrators and the daemon itself.
    private static let readers = 8

    private static func open(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "store"
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = readers
        let pool = try DatabasePool(path: path, configuration: configuration)
        try pool.writeWithoutTransaction { database in
            // The pool's own default is NORMAL, which may lose the last commits at a power failure.
            // https://www.sqlite.org/pragma.html#pragma_synchronous
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA cache_size = \(cacheSize)")
        }
        try Migrations.all.migrate(pool)
        try pool.write { database in
            try database.execute(
                sql: "INSERT OR IGNORE INTO store (single, incarnation) VALUES (1, ?)",
                arguments: [UUID().uuidString.lowercased()]
            )
        }
        return pool
    }

    private static func openForRehearsal(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "rehearsal"
        // The overlay lives in temporary tables, which a read-only connection may write; nothing else.
        configuration.readonly = true
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            try database.execute(sql: "PRAGMA cache_size = \(cacheSize)")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Runs `body` on one consistent view of the store.
    public func read<Result: Sendable>(
        _ body: @Sendable @escaping (any StoreSnapshot) throws -> Result
    ) async throws -> Result {
        try await translatingErrors {
            try await self.pool.read { database in try body(SQLiteSnapshot(database)) }
        }
    }

    /// Runs `body` as the only writer and commits what it did, durably, unless it throws.
    public func write<Result: Sendable>(
        _ body: @Sendable @escaping (any StoreTransaction) throws -> Result
    ) async throws -> Result {
        try await translatingErrors {
            try await self.pool.write { database in
                try body(SQLiteTransaction(database, overlay: nil))
            }
        }
    }

    /// Runs `body` on temporary tables that shadow those it writes, over one read transaction, and rolls back.
    public func rehearse<Result: Sendable>(
        _ body: @Sendable @escaping (any StoreTransaction) throws -> Result
    ) async throws -> Result {
        guard let rehearsals = rehearsals[StoreLane.current] else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        return try await translatingErrors {
            // Not in a read block: that is a transaction already, and only an outermost one can be rolled back.
            try await rehearsals.writeWithoutTransaction { database in
                var result: Result?
                try database.inTransaction(.deferred) {
                    result = try body(SQLiteTransaction(database, overlay: RehearsalOverlay(database)))
                    return .rollback
                }
                guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
                return result
            }
        }
    }

    func translatingErrors<Result: Sendable>(
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch let error as DatabaseError {
            // What was given up is no fault of the disk.
            if Task.isCancelled, [.SQLITE_INTERRUPT, .SQLITE_ABORT].contains(error.resultCode) {
                throw CancellationError()
            }
            throw StoreProblem.unavailable(error, directory: directory.path)
        }
    }
}
