internal import FoundationEssentials
internal import GRDB
internal import Store

extension SQLiteTransaction {
    func remember(_ file: AppliedFile) throws {
        // A rehearsal applies nothing.
        guard overlay == nil else { return }
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO applied_files (key, sequence, objects, used)
                SELECT ?, ?, ?, coalesce(max(used), 0) + 1 FROM applied_files
                """,
            arguments: [file.key.blob, file.sequence, Data(file.objects)]
        )
        try database.execute(
            sql: """
                DELETE FROM applied_files WHERE key NOT IN (SELECT key FROM applied_files ORDER BY used DESC LIMIT ?)
                """,
            arguments: [AppliedFile.mostRemembered]
        )
    }
}
