internal import GRDB

/// Every schema this store has had, oldest first (S10). Migrations only go forward.
enum Migrations {
    /// The statements that lead to each schema from the one before; one that has been released is never edited.
    private static let schemas = [
        ("1 saved state, publications, audit", SchemaVersion1.statements),
        ("2 fetch records", SchemaVersion2.statements),
        ("3 certificate history", SchemaVersion3.statements),
        ("4 authorities, phone certificates", SchemaVersion4.statements),
        ("5 history", SchemaVersion5.statements),
        ("6 outlines", SchemaVersion6.statements),
        ("7 operations", SchemaVersion7.statements),
        ("8 publications by revision, moved phones", SchemaVersion8.statements),
        ("9 telling in chunks, acknowledged addresses", SchemaVersion9.statements),
        ("10 outcomes of dropped publications", SchemaVersion10.statements),
        ("11 renamings", SchemaVersion11.statements),
        ("12 applied files", SchemaVersion12.statements),
        ("13 earlier states of every noun, deleted objects", SchemaVersion13.statements),
        ("14 keys of waves, known time", SchemaVersion14.statements),
        ("15 last complete fetches", SchemaVersion15.statements),
    ]

    /// All migrations.
    static var all: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (name, statements) in schemas {
            migrator.registerMigration(name) { database in try database.execute(sql: statements) }
        }
        return migrator
    }
}
