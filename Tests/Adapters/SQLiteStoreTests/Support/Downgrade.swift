/// The statements that take a database of today's schema back to what an earlier one knew.
enum Downgrade {
    /// To the fourteenth, of which the fetches had what the ninth gave them.
    static let to14 =
        [
            "complete_time", "complete_incarnation", "complete_revision", "complete_hash", "sent_time", "sent_address",
            "sent_incarnation", "sent_revision", "sent_hash",
        ].map { "ALTER TABLE fetches DROP COLUMN \($0)" } + ["DELETE FROM grdb_migrations WHERE identifier LIKE '15 %'"]

    /// To the eleventh and twelfth, from the thirteenth.
    static let to12 = [
        """
        CREATE TABLE past_phones (
            id INTEGER NOT NULL REFERENCES objects (id), until_revision INTEGER NOT NULL, pool_id INTEGER NOT NULL,
            profile_id INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (id, until_revision)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE past_references (
            id INTEGER NOT NULL REFERENCES objects (id), until_revision INTEGER NOT NULL, document TEXT NOT NULL,
            PRIMARY KEY (id, until_revision)
        ) STRICT, WITHOUT ROWID
        """,
        """
        INSERT INTO past_phones SELECT id, until_revision, first_parent, second_parent, document FROM past_states
        WHERE id IN (SELECT id FROM objects WHERE kind = 'phone')
        """,
        """
        INSERT INTO past_references SELECT id, until_revision, document FROM past_states
        WHERE id IN (SELECT id FROM objects WHERE kind = 'srst')
        """,
        "DROP TABLE past_states", "DROP TABLE deleted_objects", "DROP TABLE deleted_certificates",
        "DROP TABLE deleted_phone_certificates", "DROP TABLE detached_pools",
        "ALTER TABLE objects DROP COLUMN since_revision", "ALTER TABLE store DROP COLUMN shared_history_from",
        "DELETE FROM grdb_migrations WHERE identifier LIKE '13 %'",
    ]
    /// To the eighth.
    static let to8 = [
        "DROP INDEX operation_waves_to_tell", "ALTER TABLE operation_waves DROP COLUMN attempt",
        "ALTER TABLE operation_waves DROP COLUMN told_through", "ALTER TABLE fetches DROP COLUMN acknowledged_address",
        "CREATE INDEX operation_waves_due ON operation_waves (revision) WHERE notice = 'due'",
        "DELETE FROM grdb_migrations WHERE identifier LIKE '9 %'",
    ]
}
