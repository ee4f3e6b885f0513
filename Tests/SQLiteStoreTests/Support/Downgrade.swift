/// The statements that take a database of today's schema back to what an earlier one knew.
enum Downgrade {
    /// To the eighth.
    static let to8 = [
        "DROP INDEX operation_waves_to_tell", "ALTER TABLE operation_waves DROP COLUMN attempt",
        "ALTER TABLE operation_waves DROP COLUMN told_through", "ALTER TABLE fetches DROP COLUMN acknowledged_address",
        "CREATE INDEX operation_waves_due ON operation_waves (revision) WHERE notice = 'due'",
        "DELETE FROM grdb_migrations WHERE identifier LIKE '9 %'",
    ]
}
