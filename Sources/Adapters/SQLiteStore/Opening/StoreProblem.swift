internal import Documents
internal import GRDB
internal import Glibc

/// The refusals of the store in the administrator's words.
enum StoreProblem {
    /// The database could not do its work; nothing was changed.
    static func unavailable(_ error: DatabaseError, directory: String) -> Problem {
        if let fault = diskFault(error, directory: directory) { return fault.problem(directory) }
        return Problem(
            .unavailable,
            code: "database",
            "The database refused: \(error.message ?? error.resultCode.description); nothing was changed.",
            object: "state directory \(directory)",
            hint: "Check the disk and the daemon's log."
        )
    }

    /// What the disk did, when an error of the database is the disk's.
    static func diskFault(_ error: DatabaseError, directory: String) -> DiskFault? {
        switch error.resultCode {
        case .SQLITE_FULL:
            return .full
        case .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
            switch obstacle(directory) {
            case EROFS: return .readOnly
            case EACCES, EPERM: return .denied
            default: return .failing(error.message ?? error.resultCode.description)
            }
        default:
            return nil
        }
    }

    /// Why the directory or the database may not be written by now, as the kernel makes it after errors of the disk; 0 when
    /// they may.
    private static func obstacle(_ directory: String) -> CInt {
        for path in [directory, "\(directory)/\(DatabaseFile.name)"] where unsafe access(path, W_OK) != 0 {
            if errno != ENOENT { return errno }
        }
        return 0
    }

    /// A store that is not there any more, or not as it was: never taken for a new one.
    ///
    /// - Parameters:
    ///   - path: The database's path.
    ///   - message: What is missing.
    ///   - hint: What mends it, and how to begin anew.
    /// - Returns: The refusal.
    static func lost(_ path: String, _ message: String, _ hint: String) -> Problem {
        Problem(.unavailable, code: "store-lost", message, object: "database \(path)", hint: hint)
    }

    private static let damagedCode = "damaged-database"

    /// What `body` reads; none when it meets a row that cannot be read.
    static func unlessDamaged<Result>(_ body: () throws -> Result) throws -> Result? {
        do {
            return try body()
        } catch let problem as Problem where problem.code == damagedCode {
            return nil
        }
    }

    /// A value made of what a row holds.
    ///
    /// - Parameters:
    ///   - what: What it is, for the refusal.
    ///   - make: Makes it.
    /// - Returns: The value.
    /// - Throws: That the database is damaged, when there is no such value.
    static func requiring<Value>(_ what: String, _ make: () throws(InvalidValue) -> Value) throws -> Value {
        do throws(InvalidValue) {
            return try make()
        } catch {
            throw damaged(what)
        }
    }

    /// A row that this release cannot have written.
    static func damaged(_ what: String) -> Problem {
        Problem(
            .unavailable,
            code: damagedCode,
            "The database holds \(what) that cannot be read.",
            object: "database \(DatabaseFile.name)",
            hint: "Restore the database from a backup."
        )
    }

    /// An object that does not exist.
    static func notFound(_ label: String, noun: String, names: [String], name: String) -> Problem {
        let nearest = name.nearest(in: names).map { "Did you mean \($0)?" }
        let hint = nearest ?? "List the names with cnfctl \(noun) list."
        return Problem(.notFound, code: "not-found", "There is no \(label).", object: label, hint: hint)
    }
}
