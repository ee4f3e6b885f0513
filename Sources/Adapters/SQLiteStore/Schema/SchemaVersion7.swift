/// The seventh schema: resets as operations. An operation is one row, and one more for each wave; what became of its
/// phones follows from the publications of its revisions and from `arrivals`, a slim row for each phone that has fetched
/// one of them whole.
///
/// The last fetch alone does not tell it: a phone that has arrived may ask again and hang up, or fetch a later revision.
/// A publication that is dropped takes its arrival with it (and leaves counts: ``SchemaVersion10``).
enum SchemaVersion7 {
    static let statements = """
        CREATE TABLE operations (
            id INTEGER PRIMARY KEY,
            actor TEXT NOT NULL,
            description TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            as_of INTEGER NOT NULL,
            stale_after INTEGER NOT NULL,
            unchanged INTEGER NOT NULL,
            phase TEXT NOT NULL,
            reason TEXT,
            remaining INTEGER NOT NULL,
            wave_kind TEXT,
            wave_name TEXT,
            wave_size INTEGER,
            wave_pause INTEGER,
            wave_stop INTEGER,
            wave_accepts_loss INTEGER
        ) STRICT;
        CREATE INDEX operations_publishing ON operations (id) WHERE phase = 'publishing';
        CREATE TABLE operation_waves (
            revision INTEGER PRIMARY KEY,
            operation_id INTEGER NOT NULL REFERENCES operations (id),
            committed_at INTEGER NOT NULL,
            published INTEGER NOT NULL,
            withdrawn INTEGER NOT NULL,
            last_phone TEXT,
            notice TEXT NOT NULL,
            told INTEGER NOT NULL DEFAULT 0,
            not_told INTEGER NOT NULL DEFAULT 0,
            notice_reason TEXT
        ) STRICT;
        CREATE INDEX operation_waves_by_operation ON operation_waves (operation_id);
        CREATE INDEX operation_waves_due ON operation_waves (revision) WHERE notice = 'due';
        CREATE TABLE arrivals (
            revision INTEGER NOT NULL,
            object_id INTEGER NOT NULL,
            time INTEGER NOT NULL,
            address TEXT NOT NULL,
            acknowledged INTEGER NOT NULL,
            PRIMARY KEY (revision, object_id),
            FOREIGN KEY (object_id, revision) REFERENCES publications (object_id, revision) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS publications_by_revision ON publications (revision);
        """
}
