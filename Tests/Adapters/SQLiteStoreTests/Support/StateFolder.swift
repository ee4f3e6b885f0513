import Documents
import Foundation
import GRDB
import SQLiteStore
import Store
import TestSupport

/// A state directory that a store is opened in, closed, tampered with and opened again.
struct StateFolder {
    static let database = "cnfd.sqlite"

    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    var databasePath: String { folder.path(Self.database) }

    /// Opens the store for as long as `body` runs.
    func withStore<Result>(_ body: (SQLiteStore) async throws -> Result) async throws -> Result {
        try await body(SQLiteStore(directory: StateDirectory(path: folder.path)))
    }

    /// Opens and closes the store; what it refuses comes out.
    func open() throws { _ = try SQLiteStore(directory: StateDirectory(path: folder.path)) }

    /// What the store says when it is opened; none when it opens.
    func refusal() -> Problem? {
        do {
            try open()
            return nil
        } catch {
            return error as? Problem
        }
    }

    /// Runs SQL behind the store's back.
    func tamper(_ statements: String...) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: databasePath, configuration: configuration)
        try queue.writeWithoutTransaction { database in
            for statement in statements { try database.execute(sql: statement) }
            _ = try Row.fetchAll(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try queue.close()
    }

    /// The text a query answers, behind the store's back.
    func text(_ query: String) throws -> String? {
        let queue = try DatabaseQueue(path: databasePath)
        defer { try? queue.close() }
        return try queue.read { try String.fetchOne($0, sql: query) }
    }

    /// Replaces the database file with `bytes`, without a journal beside it.
    func replaceDatabase(with bytes: Data) throws {
        for name in try folder.names() where name.hasPrefix(Self.database) {
            try FileManager.default.removeItem(atPath: folder.path(name))
        }
        try bytes.write(to: URL(filePath: databasePath))
    }

    func databaseBytes() throws -> Data { try folder.contents(Self.database) }

    /// The permission bits of a file in the folder.
    func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: folder.path(name))[.posixPermissions] as? Int
    }
}
