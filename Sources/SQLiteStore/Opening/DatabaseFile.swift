internal import Documents
internal import FoundationEssentials
internal import GRDB

/// The database file of a state directory, looked at before SQLite may write to it.
enum DatabaseFile {
    /// `cnfd` in ASCII: marks a database as ours (SQLite file format, section 1.3.16).
    static let applicationID = 0x636E_6664
    static let name = "cnfd.sqlite"
    private static let magic = Array("SQLite format 3\0".utf8)
    private static let applicationIDOffset = 68
    private static let headerLength = 100

    /// Refuses a file that is not a database of ours, without touching it; makes an empty one when there is none.
    static func prepare(_ path: String) throws {
        guard let file = FileManager.default.contents(atPath: path), !file.isEmpty else { return try create(path) }
        let header = Array(file.prefix(headerLength))
        guard header.count == headerLength, header.starts(with: magic) else {
            throw problem(path, "It is not a database.")
        }
        let number = header[applicationIDOffset..<applicationIDOffset + 4].reduce(0) { $0 << 8 | Int($1) }
        guard number == applicationID else { throw problem(path, "It is the database of another program.") }
    }

    /// The refusal of a database that cannot be used.
    static func problem(_ path: String, _ message: String, code: String = "foreign-database") -> Problem {
        Problem(
            .unavailable,
            code: code,
            message,
            object: "database \(path)",
            hint: "Move it away or restore it from a backup; nothing was changed."
        )
    }

    /// The mark is written before the journal mode changes, so that it stands in the file's first page from the start.
    private static func create(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        try queue.close()
    }
}
