/// The fifth schema: what history needs. Revisions know how much they published, publications which of them were rolled
/// back to, the store how long its audit trail is, and earlier states of phones and SRST references are kept.
///
/// `past_phones`, `past_references` and `past_certificates` hold what was saved until something else was: the first
/// state of each object within a revision is enough, for only the state that a revision was made from is asked for. A
/// new object has none, so importing phones costs nothing.
enum SchemaVersion5 {
    static let statements = """
        ALTER TABLE store ADD COLUMN audit_count INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE store ADD COLUMN audit_hash BLOB;
        ALTER TABLE store ADD COLUMN kept_from INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE store ADD COLUMN history_from INTEGER NOT NULL DEFAULT 1;
        UPDATE store SET
            audit_count = (SELECT coalesce(max(sequence), 0) FROM audit),
            audit_hash = (SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1),
            history_from = (SELECT coalesce(max(number), 0) + 1 FROM revisions);

        ALTER TABLE revisions ADD COLUMN published INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE revisions ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE revisions ADD COLUMN audit_count INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX publications_by_revision ON publications (revision);
        UPDATE revisions SET
            published = (SELECT count(rendition_id) FROM publications WHERE revision = number),
            withdrawn = (SELECT count(*) - count(rendition_id) FROM publications WHERE revision = number),
            audit_count = (SELECT coalesce(max(sequence), 0) FROM audit WHERE time <= committed_at);

        ALTER TABLE publications ADD COLUMN copied_from INTEGER REFERENCES revisions (number);

        CREATE TABLE past_phones (
            id INTEGER NOT NULL REFERENCES objects (id),
            until_revision INTEGER NOT NULL,
            pool_id INTEGER NOT NULL,
            profile_id INTEGER NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (id, until_revision)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE past_references (
            id INTEGER NOT NULL REFERENCES objects (id),
            until_revision INTEGER NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (id, until_revision)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE past_certificates (
            reference_id INTEGER NOT NULL REFERENCES objects (id),
            until_revision INTEGER NOT NULL,
            der BLOB,
            fingerprint BLOB,
            not_before INTEGER,
            not_after INTEGER,
            accepted_at INTEGER,
            accepted_by TEXT,
            basis TEXT,
            outside_validity INTEGER,
            PRIMARY KEY (reference_id, until_revision)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX audit_by_object ON audit (object COLLATE NOCASE);
        """
}
