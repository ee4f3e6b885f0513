internal import Documents
internal import FoundationEssentials
internal import GRDB
internal import Glibc

/// The database file of a state directory, looked at before SQLite may write to it.
enum DatabaseFile {
    /// `cnfd` in ASCII: marks a database as ours (SQLite file format, section 1.3.16).
    static let applicationID = 0x636E_6664
    static let name = "cnfd.sqlite"
    private static let magic = Array("SQLite format 3\0".utf8)
    private static let applicationIDOffset = 68
    private static let headerLength = 100
    /// Only the daemon's user may read it: it holds passwords. SQLite gives its journals the same mode.
    private static let mode = 0o600

    /// Refuses a file that is not a whole database of ours, without touching it; makes an empty one when there is none.
    static func prepare(_ path: String) throws {
        guard let header = try header(of: path) else { return try create(path) }
        guard header.count == headerLength, header.starts(with: magic) else {
            throw problem(path, "It is not a database.")
        }
        let number = header[applicationIDOffset..<applicationIDOffset + 4].reduce(0) { $0 << 8 | Int($1) }
        guard number == applicationID else { throw problem(path, "It is the database of another program.") }
        try inspect(path)
    }

    /// The refusal of a database that cannot be used.
    static func problem(
        _ path: String,
        _ message: String,
        code: String = "foreign-database",
        remedy: String = "Move it away or restore it from a backup"
    ) -> Problem {
        Problem(.unavailable, code: code, message, object: "database \(path)", hint: remedy + "; nothing was changed.")
    }

    /// The first bytes of the file; none when there is no file or an empty one.
    private static func header(of path: String) throws -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            guard errno != ENOENT else { return nil }
            let reason = unsafe String(cString: strerror(errno))
            let remedy = "Give the daemon's user read and write permission on it"
            throw problem(path, "It cannot be read: \(reason).", code: "database", remedy: remedy)
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: headerLength)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw problem(path, "It is not a database.") }
        return count == 0 ? nil : Array(bytes.prefix(count))
    }

    /// Looks at the database through a connection that cannot write: a pool writes as soon as it is opened.
    private static func inspect(_ path: String) throws {
        var configuration = Configuration()
        configuration.label = "inspection"
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.read { database in
            if try Migrations.all.hasBeenSuperseded(database) {
                throw problem(
                    path,
                    "A newer cnfd has written this database.",
                    code: "newer-database",
                    remedy: "Start that cnfd, or restore a backup from before it"
                )
            }
            let verdict = try String.fetchOne(database, sql: "PRAGMA quick_check(1)")
            guard verdict == "ok" else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        }
        try queue.close()
    }

    /// The mark is written before the journal mode changes, so that it stands in the file's first page from the start.
    private static func create(_ path: String) throws {
        // SQLite would make it with the mode the umask allows.
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: mode]) else {
            throw DatabaseError(resultCode: .SQLITE_CANTOPEN)
        }
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        try queue.close()
    }
}
