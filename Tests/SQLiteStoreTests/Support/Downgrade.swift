/// The statements that take a database of today's schema back to what an earlier one knew.
enum Downgrade {
    /// To the fourteenth, of which the fetches had what the ninth gave them.
    static let to14 =
        [
            "complete_time", "complete_incarnation", "complete_revision", "complete_hash", "sent_time", "sent_address",
            "sent_incarnation", "sent_revision", "sent_hash",
        ].map { "ALTER TABLE fetches DROP COLUMN \($0)" } + ["DELETE FROM grdb_migrations WHERE identifier LIKE '15 %'"]

    /// To the eighth.
    static let to8 = [
        "DROP INDEX operation_waves_to_tell", "ALTER TABLE operation_waves DROP COLUMN attempt",
        "ALTER TABLE operation_waves DROP COLUMN told_through", "ALTER TABLE fetches DROP COLUMN acknowledged_address",
        "CREATE INDEX operation_waves_due ON operation_waves (revision) WHERE notice = 'due'",
        "DELETE FROM grdb_migrations WHERE identifier LIKE '9 %'",
    ]
}
