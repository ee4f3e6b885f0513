internal import Documents
internal import GRDB
internal import Glibc

/// The refusals of the store in the administrator's words.
enum StoreProblem {
    /// The database could not do its work; nothing was changed.
    static func unavailable(_ error: DatabaseError, directory: String) -> Problem {
        func problem(_ code: String, _ message: String, _ hint: String) -> Problem {
            Problem(
                .unavailable,
                code: code,
                message + "; nothing was changed.",
                object: "state directory \(directory)",
                hint: hint
            )
        }
        switch error.resultCode {
        case .SQLITE_FULL:
            return problem("disk-full", "The disk is full", "Free some space and repeat the command.")
        case .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN:
            guard !isReadOnly(directory) else {
                let hint = "See in the system's log why, make it writable again and repeat the command."
                return problem("disk-read-only", "The disk can only be read", hint)
            }
            return problem(
                "disk-error",
                "The disk failed: \(error.message ?? error.resultCode.description)",
                "See the system's log for errors of the disk, and the daemon's limit of file sizes; then repeat the command."
            )
        default:
            return problem(
                "database",
                "The database refused: \(error.message ?? error.resultCode.description)",
                "Check the disk and the daemon's log."
            )
        }
    }

    /// Whether the directory's file system is read-only by now, as the kernel makes it after errors of the disk.
    private static func isReadOnly(_ directory: String) -> Bool {
        unsafe access(directory, W_OK) != 0 && errno == EROFS
    }

    /// A row that this release cannot have written.
    static func damaged(_ what: String) -> Problem {
        Problem(
            .unavailable,
            code: "damaged-database",
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
