internal import Documents
internal import GRDB

/// The refusals of the store in the administrator's words.
enum StoreProblem {
    /// The database could not do its work; nothing was changed.
    static func unavailable(_ error: DatabaseError, directory: String) -> Problem {
        let isFull = error.resultCode == .SQLITE_FULL
        return Problem(
            .unavailable,
            code: isFull ? "disk-full" : "database",
            isFull
                ? "The disk is full; nothing was changed."
                : "The database refused: \(error.message ?? error.resultCode.description); nothing was changed.",
            object: "state directory \(directory)",
            hint: isFull ? "Free some space and repeat the command." : "Check the disk and the daemon's log."
        )
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
