internal import Documents
internal import FoundationEssentials
internal import GRDB
internal import Glibc
internal import Platform

/// The database file of a state directory, looked at before SQLite may write to it.
enum DatabaseFile {
    /// `cnfd` in ASCII: marks a database as ours (SQLite file format, section 1.3.16).
    static let applicationID = 0x636E_6664
    static let name = "cnfd.sqlite"
    private static let magic = Array("SQLite format 3\0".utf8)
    private static let applicationIDOffset = 68
    /// Octets of the header (SQLite file format, section 1.3).
    static let headerLength = 100
    /// Only the daemon's user may read it: it holds passwords. SQLite gives its journals the same mode.
    private static let mode = 0o600

    /// What stands where the database should be.
    enum State {
        /// Nothing, or an empty file: a new store.
        case absent
        /// A database of ours, as far as its first bytes tell.
        case present
    }

    /// The path of the database of a state directory.
    static func path(_ directory: String) -> String { "\(directory)/\(name)" }

    /// The path of its write-ahead log.
    static func logPath(_ directory: String) -> String { path(directory) + "-wal" }

    /// Refuses a file that is not a database of ours, and one that is missing although there was a store; touches nothing.
    static func look(_ directory: String, mark: StoreMark.Record?) throws -> State {
        let path = path(directory)
        guard let header = try header(of: path) else {
            try refuseLoss(directory, mark)
            return .absent
        }
        guard isDatabase(header) else { throw problem(path, "It is not a database.") }
        guard isOurs(header) else { throw problem(path, "It is the database of another program.") }
        return .present
    }

    /// Whether a file begins as a database does.
    private static func isDatabase(_ header: [UInt8]) -> Bool {
        header.count == headerLength && header.starts(with: magic)
    }

    /// Whether a file begins as a database of ours does.
    static func isOurs(_ header: [UInt8]) -> Bool {
        let mark = applicationIDOffset..<applicationIDOffset + 4
        return isDatabase(header) && header[mark].reduce(0) { $0 << 8 | Int($1) } == applicationID
    }

    /// Refuses a database that is damaged, newer than this release, or lacks what was acknowledged.
    static func examine(_ database: Database, _ directory: String, mark: StoreMark.Record?) throws {
        let path = path(directory)
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
        if let mark { try compare(database, directory, mark) }
    }

    /// Looks at the database before it is opened, through a connection that neither writes nor makes a file: a pool writes as
    /// soon as it is opened.
    static func inspect(_ directory: String, mark: StoreMark.Record?) throws {
        let queue = try ReadableDatabase.connection(directory)
        try queue.read { try examine($0, directory, mark: mark) }
        try queue.close()
    }

    /// Looks at the database once more while it is open, through a connection that takes part in its locks.
    static func inspectOpen(_ directory: String) throws {
        var configuration = Configuration()
        configuration.label = "inspection"
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path(directory), configuration: configuration)
        try queue.read { try examine($0, directory, mark: nil) }
        try queue.close()
    }

    /// The mark is written before the journal mode changes, so that it stands in the file's first page from the start.
    static func create(_ directory: String) throws {
        let path = path(directory)
        // SQLite would make it with the mode the umask allows.
        let file = try DiskFault.open(path, O_RDWR | O_CREAT, mode: mode_t(mode))
        fchmod(file.value, mode_t(mode))
        // Before SQLite takes any lock: to close it later would take them away.
        _ = consume file
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        try queue.close()
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
        guard let file = try existing(path) else {
            try refuseDanglingLink(path)
            return nil
        }
        var bytes = [UInt8](repeating: 0, count: headerLength)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(file.value, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw problem(path, "It is not a database.") }
        return count == 0 ? nil : Array(bytes.prefix(count))
    }

    private static func existing(_ path: String) throws(DiskFault) -> FileDescriptor? {
        do throws(SystemFailure) {
            return try FileDescriptor.existing(path, O_RDONLY | O_NONBLOCK)
        } catch {
            throw DiskFault(error)
        }
    }

    private static func refuseDanglingLink(_ path: String) throws {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        throw StoreProblem.lost(
            path,
            "It is a symbolic link to a file that is not there.",
            "Mount what it leads to, or restore the database from a backup; nothing was changed."
        )
    }

    /// Refuses to begin a new store where there was one.
    private static func refuseLoss(_ directory: String, _ mark: StoreMark.Record?) throws {
        let path = path(directory)
        if mark != nil {
            let marker = ShellWord.quoted(StoreMark.path(directory))
            throw StoreProblem.lost(
                path,
                "It is missing or empty, and there was a store here.",
                "Restore it from a backup and run rm -f \(marker) \(leftovers(path)); to begin anew without it, run only the "
                    + "latter. Nothing was changed."
            )
        }
        let log = logPath(directory)
        guard FileBytes.size(log) ?? 0 > 0 else { return }
        throw StoreProblem.lost(
            path,
            "It is missing or empty, and its write-ahead log is there.",
            "Restore both from a backup; to begin anew without them, run rm \(ShellWord.quoted(log)). Nothing was changed."
        )
    }

    /// What a restored database must not find beside it, as words of a shell.
    private static func leftovers(_ path: String) -> String {
        "\(ShellWord.quoted(path + "-wal")) \(ShellWord.quoted(path + "-shm"))"
    }

    /// Refuses a database that has not come as far as was acknowledged: what its log held is lost, or it is another.
    private static func compare(_ database: Database, _ directory: String, _ mark: StoreMark.Record) throws {
        let path = path(directory)
        let isOurs = try database.tableExists("store")
        let row = isOurs ? try Row.fetchOne(database, sql: "SELECT incarnation FROM store") : nil
        let incarnation: String? = row?[0]
        let marker = ShellWord.quoted(StoreMark.path(directory))
        let remedy =
            "Put \(name) and \(name)-wal back as they were. If this is a backup that you restored, run rm \(marker). "
            + "Nothing was changed."
        guard incarnation == mark.incarnation else {
            throw StoreProblem.lost(
                path,
                "It is not the store that was here: its write-ahead log is lost or damaged, or it is another database.",
                remedy
            )
        }
        guard try database.columns(in: "store").contains(where: { $0.name == "audit_count" }) else { return }
        let count = try Int.fetchOne(database, sql: "SELECT audit_count FROM store") ?? 0
        guard count < mark.audit else { return }
        throw StoreProblem.lost(
            path,
            "It lacks the last \(Quantity(mark.audit - count, "change")) of \(mark.audit): its write-ahead log is lost or "
                + "damaged, or it is an older copy.",
            remedy
        )
    }
}
