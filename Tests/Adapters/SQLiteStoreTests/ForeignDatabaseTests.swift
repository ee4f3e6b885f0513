import Documents
import Foundation
import GRDB
import SQLiteStore
import TestSupport
import Testing

/// Whatever stands where the database should be is refused in words and left exactly as it is.
@Suite("Databases that are not ours, or no longer whole")
struct ForeignDatabaseTests {
    /// Opens `state` twice, expects the same refusal, and the file's bytes as they were.
    private func expectRefusal(_ state: StateFolder, _ code: String, _ comment: Comment = "") throws {
        let before = try state.databaseBytes()
        for _ in 1...2 {
            let problem = try #require(state.refusal(), comment)
            #expect(problem.kind == .unavailable && problem.code == code, comment)
            #expect(problem.object == "database \(state.databasePath)", comment)
            #expect(problem.hint != nil && !problem.message.isEmpty, comment)
        }
        #expect(try state.databaseBytes() == before, comment)
    }

    private func savedSite() async throws -> (state: StateFolder, bytes: Data) {
        let state = try StateFolder()
        try await state.withStore { store in try await store.write { try SmallSite.save(in: $0) } }
        // Everything into the one file.
        try state.tamper()
        return (state, try state.databaseBytes())
    }

    @Test(
        "A file that is no database",
        arguments: ["x", "hello", "SQLite format 3", "SQLite format 3\0", String(repeating: "a", count: 9000)]
    )
    func noDatabase(_ text: String) throws {
        let state = try StateFolder()
        try state.replaceDatabase(with: Data(text.utf8))
        try expectRefusal(state, "foreign-database")
    }

    @Test("A directory in its place")
    func directory() throws {
        let state = try StateFolder()
        try FileManager.default.createDirectory(atPath: state.databasePath, withIntermediateDirectories: false)
        #expect(state.refusal()?.kind == .unavailable)
    }

    @Test("Another program's database, whatever it is marked with", arguments: [0, 1, 0x636E_6665])
    func otherProgram(_ mark: Int) throws {
        let state = try StateFolder()
        try state.tamper(
            "PRAGMA application_id = \(mark)",
            "CREATE TABLE precious (x)",
            "INSERT INTO precious VALUES (1)"
        )
        try expectRefusal(state, "foreign-database")
    }

    @Test("A newer cnfd's database, which an older one must not touch")
    func newer() async throws {
        let (state, _) = try await savedSite()
        try state.tamper("INSERT INTO grdb_migrations VALUES ('2 something of tomorrow')")
        try expectRefusal(state, "newer-database")
        #expect(state.refusal()?.message == "A newer cnfd has written this database.")
        #expect(state.refusal()?.hint == "Start that cnfd, or restore a backup from before it; nothing was changed.")
    }

    @Test("A database cut short", arguments: [0.1, 0.25, 0.5, 0.75, 0.95])
    func truncated(_ part: Double) async throws {
        let (state, bytes) = try await savedSite()
        try state.replaceDatabase(with: bytes.prefix(Int(Double(bytes.count) * part)))
        try expectRefusal(state, "damaged-database")
    }

    @Test("A database cut inside its header")
    func cutHeader() async throws {
        let (state, bytes) = try await savedSite()
        try state.replaceDatabase(with: bytes.prefix(50))
        try expectRefusal(state, "foreign-database")
    }

    @Test("A database with a damaged page, whichever it is", arguments: [0x00, 0xFF, 0x5A] as [UInt8])
    func damagedPage(_ byte: UInt8) async throws {
        let (state, bytes) = try await savedSite()
        let pageSize = 4096
        #expect(bytes.count % pageSize == 0)
        for page in 1..<bytes.count / pageSize {
            var damaged = bytes
            damaged.replaceSubrange(page * pageSize..<(page + 1) * pageSize, with: repeatElement(byte, count: pageSize))
            try state.replaceDatabase(with: damaged)
            try expectRefusal(state, "damaged-database", "page \(page + 1)")
        }
    }

    @Test("A damaged first page behind an intact header")
    func damagedSchema() async throws {
        let (state, bytes) = try await savedSite()
        var damaged = bytes
        damaged.replaceSubrange(100..<4096, with: repeatElement(0xFF, count: 3996))
        try state.replaceDatabase(with: damaged)
        try expectRefusal(state, "damaged-database")
    }
}
