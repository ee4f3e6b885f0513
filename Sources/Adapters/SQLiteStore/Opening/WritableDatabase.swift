internal import Documents
internal import FoundationEssentials
internal import GRDB
internal import NIOConcurrencyHelpers
internal import Store

/// The open database of a state directory that can be written.
final class WritableDatabase: Sendable {
    let pool: DatabasePool
    private let rehearsals: [StoreLane: DatabaseQueue]
    private let directory: String
    private let files: StoreFiles
    private let mark: StoreMark
    private let state = NIOLockedValueBox(State())
    /// What the store was read by before: its descriptors stay open as long as the database is, for closing one takes
    /// SQLite's locks away (https://www.sqlite.org/howtocorrupt.html, section 2.2).
    private let before: ReadableDatabase?

    private struct State {
        /// Why nothing is written any more.
        var loss: Problem?
        /// Whether the log holds what a later commit has overwritten or deleted.
        var isLogUsed = true
        /// Whether a later commit has deleted what was secret, perhaps.
        var hasDeleted = false
    }

    /// 8 MB in the unit of the pragma: what a reset of 100 000 phones goes through in the order of their names.
    static let cacheSize = -8_192
    /// How many read at once. Our own bound: the few readers that are let in at a time (docs/cli.md, *Limits*), and room for
    /// administrators and the daemon itself.
    private static let readers = 8
    /// How long a statement waits for another's lock, in milliseconds.
    private static let patience = 5_000

    /// Opens the database of `directory`, makes it when it is new, and migrates it when it is old (S10).
    ///
    /// - Parameters:
    ///   - directory: The state directory.
    ///   - before: What it was read by until now.
    /// - Throws: `Problem` for a foreign, damaged, newer or lost database, with nothing changed; `DatabaseError` and
    ///   ``DiskFault`` when it cannot be written.
    init(_ directory: String, after before: ReadableDatabase? = nil) throws {
        self.directory = directory
        self.before = before
        let known = try StoreMark.read(directory)
        switch try DatabaseFile.look(directory, mark: known) {
        case .absent: try DatabaseFile.create(directory)
        case .present: try DatabaseFile.inspect(directory, mark: known)
        }
        let path = DatabaseFile.path(directory)
        pool = try Self.open(path)
        rehearsals = try Dictionary(
            uniqueKeysWithValues: StoreLane.allCases.map { ($0, try Self.openForRehearsal(path)) }
        )
        let record = try pool.read { database in
            let row = try Row.fetchOne(database, sql: "SELECT incarnation, audit_count FROM store")
            guard let row else { throw StoreProblem.damaged("no incarnation") }
            return StoreMark.Record(incarnation: row[0], audit: row[1])
        }
        mark = try StoreMark.make(directory, record)
        do {
            files = try StoreFiles(path)
        } catch let loss as StoreFiles.Loss {
            throw Self.problem(loss, directory)
        }
    }

    private static func open(_ path: String) throws -> DatabasePool {
        var configuration = Configuration.standingBack("store")
        configuration.busyMode = .timeout(Double(patience) / 1_000)
        configuration.maximumReaderCount = readers
        let pool = try DatabasePool(path: path, configuration: configuration)
        try pool.writeWithoutTransaction { database in
            // The pool's own default is NORMAL, which may lose the last commits at a power failure.
            // https://www.sqlite.org/pragma.html#pragma_synchronous
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA cache_size = \(cacheSize)")
            // What is deleted is overwritten, also on pages that are free afterwards, which FAST would leave.
            // https://www.sqlite.org/pragma.html#pragma_secure_delete
            _ = try Int.fetchOne(database, sql: "PRAGMA secure_delete = ON")
        }
        try Migrations.all.migrate(pool)
        let isNew = try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM store") == 0 }
        if isNew {
            try pool.write { database in
                try database.execute(
                    sql: "INSERT INTO store (single, incarnation) VALUES (1, ?)",
                    arguments: [UUID().uuidString.lowercased()]
                )
            }
        }
        return pool
    }

    private static func openForRehearsal(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration.standingBack("rehearsal")
        // The overlay lives in temporary tables, which a read-only connection may write; nothing else.
        configuration.readonly = true
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            try database.execute(sql: "PRAGMA cache_size = \(cacheSize)")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Where the current task's rehearsals run.
    ///
    /// - Throws: `DatabaseError` when there is no such place.
    func rehearsalQueue() throws -> DatabaseQueue {
        guard let queue = rehearsals[StoreLane.current] else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        return queue
    }

    /// Why nothing is written any more; none while all is well.
    var loss: Problem? { state.withLockedValue { $0.loss } }

    /// Runs `body` on one consistent view.
    func read<Result: Sendable>(_ body: @Sendable (Database) throws -> Result) async throws -> Result {
        // A further connection would open what stands in the files' places by now.
        guard loss == nil else { return try await pool.writeWithoutTransaction(body) }
        return try await pool.read(body)
    }

    /// Runs `body` in a transaction, and lets its commit count only when it stands in the files that the next start will find.
    ///
    /// - Parameters:
    ///   - checksForeignKeys: Whether references are enforced.
    ///   - body: The change, given the connection; what it returns besides is called behind the commit, before the next
    ///     transaction.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, and `Problem` when the commit would not be found again.
    func write<Result: Sendable>(
        checksForeignKeys: Bool = true,
        _ body: @Sendable (Database) throws -> (result: Result, committed: [@Sendable () -> Void], deletes: Bool)
    ) async throws -> Result {
        try await pool.writeWithoutTransaction { database in
            try self.guarding { try self.files.requireUntouched { try DatabaseFile.inspectOpen(self.directory) } }
            defer { try? self.files.note() }
            if !checksForeignKeys { try database.execute(sql: "PRAGMA foreign_keys = OFF") }
            defer { if !checksForeignKeys { try? database.execute(sql: "PRAGMA foreign_keys = ON") } }
            var done: (result: Result, committed: [@Sendable () -> Void], deletes: Bool)?
            var count: Int?
            try database.inTransaction {
                done = try body(database)
                count = try Int.fetchOne(database, sql: "SELECT audit_count FROM store")
                try self.guarding { try self.files.requirePlaces() }
                return .commit
            }
            guard let done else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
            try self.guarding { try self.files.requireCommitted() }
            for action in done.committed { action() }
            self.state.withLockedValue { state in
                state.isLogUsed = true
                if done.deletes { state.hasDeleted = true }
            }
            if let count { self.mark.note(audit: count) }
            return done.result
        }
    }

    /// Looks whether the files are those that are open, without waiting for anybody.
    func look() { try? guarding { try files.requirePlaces() } }

    /// Whether the log holds what is deleted by now, and whether that may be secret.
    var needsTidying: (atOnce: Bool, soon: Bool) { state.withLockedValue { ($0.hasDeleted, $0.isLogUsed) } }

    /// Brings everything from the log into the database and empties the log, so that nothing that was deleted stays in it;
    /// not while somebody reads what is older.
    func tidy() async throws {
        try await pool.writeWithoutTransaction { database in
            try self.guarding { try self.files.requireUntouched { try DatabaseFile.inspectOpen(self.directory) } }
            defer { try? self.files.note() }
            // Whoever reads is not waited for: changes would wait, too.
            try database.execute(sql: "PRAGMA busy_timeout = 0")
            defer { try? database.execute(sql: "PRAGMA busy_timeout = \(Self.patience)") }
            let isBusy = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)").map { $0[0] != 0 } ?? true
            guard !isBusy else { return }
            self.state.withLockedValue { state in
                state.isLogUsed = false
                state.hasDeleted = false
            }
        }
    }

    /// Closes it; everything that is committed stands in the one file then, unless the files are not ours any more.
    func close() throws {
        if loss == nil {
            look()
            mark.synchronize()
        }
        if loss == nil {
            _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        }
        for queue in rehearsals.values { try queue.close() }
        // Whoever reads first: only one that may write removes the log as the last of them.
        pool.releaseMemory()
        try pool.close()
    }

    private func guarding(_ check: () throws -> Void) throws {
        if let loss { throw loss }
        do {
            try check()
        } catch let found as StoreFiles.Loss {
            let problem = Self.problem(found, directory)
            state.withLockedValue { $0.loss = $0.loss ?? problem }
            throw problem
        }
    }

    private static func problem(_ loss: StoreFiles.Loss, _ directory: String) -> Problem {
        let what =
            switch loss {
            case .missing(let path): "\(path) was deleted while cnfd ran"
            case .replaced(let path): "Another file was put in the place of \(path) while cnfd ran"
            case .altered(let path): "\(path) was written over while cnfd ran"
            }
        return StoreProblem.lost(
            DatabaseFile.path(directory),
            "\(what): what is changed now would be lost at the next start, so nothing is.",
            "Phones are served on. Keep what is saved with cnfctl export, restore the state directory from a backup, and "
                + "restart cnfd."
        )
    }
}
