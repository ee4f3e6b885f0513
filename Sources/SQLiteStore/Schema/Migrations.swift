internal import GRDB

/// Every schema this store has had, oldest first (S10). Migrations only go forward.
enum Migrations {
    /// All migrations; one that has been released is never edited.
    static var all: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 saved state, publications, audit") { database in
            try database.execute(sql: SchemaVersion1.statements)
        }
        migrator.registerMigration("2 fetch records") { database in
            try database.execute(sql: SchemaVersion2.statements)
        }
        migrator.registerMigration("3 certificate history") { database in
            try database.execute(sql: SchemaVersion3.statements)
        }
        migrator.registerMigration("4 authorities, phone certificates") { database in
            try database.execute(sql: SchemaVersion4.statements)
        }
        migrator.registerMigration("5 history") { database in
            try database.execute(sql: SchemaVersion5.statements)
        }
        migrator.registerMigration("6 outlines") { database in
            try database.execute(sql: SchemaVersion6.statements)
        }
        migrator.registerMigration("7 operations") { database in
            try database.execute(sql: SchemaVersion7.statements)
        }
        migrator.registerMigration("8 publications by revision, moved phones") { database in
            try database.execute(sql: SchemaVersion8.statements)
        }
        return migrator
    }
}
