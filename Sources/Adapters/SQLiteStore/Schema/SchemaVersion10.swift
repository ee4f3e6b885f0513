/// The tenth schema: what became of the phones of a wave whose publications were dropped, as counts.
///
/// Without them an operation whose phones had all come would seem to have been superseded once their files are replaced
/// and no longer kept. What earlier releases dropped stays unknown.
enum SchemaVersion10 {
    static let statements = """
        ALTER TABLE operation_waves ADD COLUMN dropped_acknowledged INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE operation_waves ADD COLUMN dropped_unacknowledged INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE operation_waves ADD COLUMN dropped_stale INTEGER NOT NULL DEFAULT 0;
        """
}
