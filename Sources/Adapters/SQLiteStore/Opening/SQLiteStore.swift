internal import Dispatch
public import Documents
internal import GRDB
internal import NIOConcurrencyHelpers
public import Store

/// The embedded store: one SQLite file in a locked state directory, in WAL mode, every commit on disk before it is
/// acknowledged (`synchronous=FULL`).
///
/// While the disk takes nothing it is read as it is, changes are refused, and each change asks the disk once more.
public final class SQLiteStore: StorePort {
    let directory: StateDirectory
    private let access: NIOLockedValueBox<Access>
    /// Opens for writing again: files are read whole meanwhile, which no task should wait for on its thread.
    private let opener = DispatchQueue(label: "store.opening")

    private enum Access {
        case writable(WritableDatabase)
        case readable(ReadableDatabase)
        case closed
    }

    /// Opens the store of `directory`, makes it when it is new, and migrates it when it is old (S10). One that cannot be
    /// written is opened for reading.
    ///
    /// - Parameter directory: The state directory; the store holds its lock.
    /// - Throws: `Problem` of kind `unavailable` for a foreign, damaged, newer or lost database, with nothing changed, and
    ///   when there is none and none can be made.
    public init(directory: StateDirectory) throws {
        self.directory = directory
        access = NIOLockedValueBox(try Self.open(directory.path))
    }

    private static func open(_ directory: String) throws -> Access {
        do {
            return .writable(try WritableDatabase(directory))
        } catch {
            guard let fault = fault(error, directory) else { throw refusal(error, directory) }
            do {
                return .readable(try ReadableDatabase(directory, because: fault))
            } catch {
                // Not even that: what the disk does is the reason, unless the database itself is.
                throw error is Problem ? error : refusal(Self.fault(error, directory) == nil ? error : fault, directory)
            }
        }
    }

    /// What the disk did, when that is why the database does not open.
    private static func fault(_ error: any Error, _ directory: String) -> DiskFault? {
        switch error {
        case let fault as DiskFault: fault
        case let error as DatabaseError:
            StoreProblem.diskFault(error, directory: directory).map { fault in
                // What the disk says itself is nearer to the cause than what SQLite makes of it.
                DiskFault.probe(directory, files: files(directory)) ?? fault
            }
        default: nil
        }
    }

    private static func refusal(_ error: any Error, _ directory: String) -> any Error {
        if let fault = error as? DiskFault { return fault.problem(directory, "the store was not opened") }
        guard let error = error as? DatabaseError else { return error }
        let isDamaged = [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
        return DatabaseFile.problem(
            DatabaseFile.path(directory),
            isDamaged ? "The database is damaged." : "The database cannot be opened: \(error.resultCode).",
            code: isDamaged ? "damaged-database" : "database",
            remedy: isDamaged ? "Restore it from a backup" : "See the system's log for errors of the disk"
        )
    }

    private static func files(_ directory: String) -> [String] {
        let path = DatabaseFile.path(directory)
        return [path, path + "-wal", path + "-shm", StoreMark.path(directory)]
    }

    /// Runs `body` on one consistent view of the store.
    public func read<Result: Sendable>(
        _ body: @Sendable @escaping (any StoreSnapshot) throws -> Result
    ) async throws -> Result {
        try await reading {
            try await $0.read { database in try body(SQLiteSnapshot(database)) }
        } readable: { database in
            try body(SQLiteSnapshot(database))
        }
    }

    /// Runs `body` as the only writer and commits what it did, durably, unless it throws.
    public func write<Result: Sendable>(
        _ body: @Sendable @escaping (any StoreTransaction) throws -> Result
    ) async throws -> Result {
        try await writing { database in
            let transaction = SQLiteTransaction(database, overlay: nil)
            let result = try body(transaction)
            return (result, transaction.committed, transaction.deletes)
        }
    }

    /// Runs `body` on temporary tables that shadow those it writes, over one read transaction, and rolls back.
    public func rehearse<Result: Sendable>(
        _ body: @Sendable @escaping (any StoreTransaction) throws -> Result
    ) async throws -> Result {
        try await reading {
            try await $0.rehearsalQueue().writeWithoutTransaction { try Self.rehearse(body, on: $0) }
        } readable: {
            try Self.rehearse(body, on: $0)
        }
    }

    private static func rehearse<Result>(
        _ body: (any StoreTransaction) throws -> Result,
        on database: Database
    ) throws -> Result {
        // Not in a read block: that is a transaction already, and only an outermost one can be rolled back.
        var result: Result?
        try database.inTransaction(.deferred) {
            result = try body(SQLiteTransaction(database, overlay: RehearsalOverlay(database)))
            return .rollback
        }
        guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
        return result
    }

    /// Runs `body` in a transaction of the database that can be written, which is opened again when the disk works again.
    func writing<Result: Sendable>(
        checksForeignKeys: Bool = true,
        _ body:
            @Sendable @escaping (Database) throws -> (result: Result, committed: [@Sendable () -> Void], deletes: Bool)
    ) async throws -> Result {
        try await translatingErrors {
            try await self.writable().write(checksForeignKeys: checksForeignKeys, body)
        }
    }

    private func reading<Result: Sendable>(
        writable: @Sendable (WritableDatabase) async throws -> Result,
        readable: @Sendable @escaping (Database) throws -> Result
    ) async throws -> Result {
        try await translatingErrors {
            while true {
                switch self.access.withLockedValue({ $0 }) {
                case .writable(let database): return try await writable(database)
                case .closed: throw DatabaseError(resultCode: .SQLITE_MISUSE)
                case .readable(let database):
                    let result = try await database.queue.writeWithoutTransaction { connection -> Result? in
                        // Once it can be written, this connection sees nothing of that.
                        guard self.isCurrent(database) else { return nil }
                        return try readable(connection)
                    }
                    if let result { return result }
                }
            }
        }
    }

    private func isCurrent(_ database: ReadableDatabase) -> Bool {
        if case .readable(let current) = access.withLockedValue({ $0 }) { current === database } else { false }
    }

    /// The database that can be written; a disk that took nothing before is asked again.
    func writable() async throws -> WritableDatabase {
        switch access.withLockedValue({ $0 }) {
        case .writable(let database): return database
        case .closed: throw DatabaseError(resultCode: .SQLITE_MISUSE)
        case .readable:
            return try await withCheckedThrowingContinuation { continuation in
                opener.async { continuation.resume(with: Result { try self.openAgain() }) }
            }
        }
    }

    /// On the opener's queue, so that nobody else opens meanwhile.
    private func openAgain() throws -> WritableDatabase {
        switch access.withLockedValue({ $0 }) {
        case .writable(let database): return database
        case .closed: throw DatabaseError(resultCode: .SQLITE_MISUSE)
        case .readable(let database):
            let path = directory.path
            if let fault = DiskFault.probe(path, files: Self.files(path)) { throw fault }
            // Whoever reads is done with it by then, and looks again afterwards.
            return try database.queue.writeWithoutTransaction { _ in
                let opened = try WritableDatabase(path, after: database)
                let isOpen = access.withLockedValue { access in
                    guard case .readable = access else { return false }
                    access = .writable(opened)
                    return true
                }
                guard isOpen else {
                    // It was closed meanwhile.
                    try opened.close()
                    throw DatabaseError(resultCode: .SQLITE_MISUSE)
                }
                return opened
            }
        }
    }

    /// What keeps changes from being made; none while they are.
    public var obstacle: Problem? {
        switch access.withLockedValue({ $0 }) {
        case .writable(let database): database.loss
        case .readable(let database): database.fault.problem(directory.path, "changes are refused")
        case .closed: nil
        }
    }

    /// To be called every second or so: looks whether the files are still there, tries to write again, and empties the log of
    /// what was deleted.
    ///
    /// - Parameter isLong: Whether it is time for what need not be done each time.
    public func attend(isLong: Bool) async {
        switch access.withLockedValue({ $0 }) {
        case .writable(let database):
            database.look()
            let needs = database.needsTidying
            if database.loss == nil, needs.atOnce || (isLong && needs.soon) { try? await database.tidy() }
        case .readable:
            if isLong { _ = try? await writable() }
        case .closed:
            break
        }
    }

    /// Closes the store; everything that is committed stands in the one file then.
    public func close() {
        let before = access.withLockedValue { access in
            defer { access = .closed }
            return access
        }
        switch before {
        case .writable(let database): try? database.close()
        case .readable(let database): try? database.queue.close()
        case .closed: break
        }
    }

    private func translatingErrors<Result: Sendable>(
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
        } catch let fault as DiskFault {
            throw fault.problem(directory.path)
        }
    }
}
