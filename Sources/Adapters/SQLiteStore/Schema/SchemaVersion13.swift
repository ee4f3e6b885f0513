/// The thirteenth schema: earlier states of objects of every noun, and all that is needed to bring back a deleted one.
///
/// `past_states` takes the place of a table for phones and one for SRST references. Like those it holds the first state of
/// an object that was overwritten after a revision; with the revision after which that life of the object began, so that
/// what was not there yet, or was deleted in between, is told from what never changed. `shared_history_from` is the
/// `history_from` of the nouns that are new in it.
///
/// A deleted object's last state need not be the first after a revision, so it has a row of its own in
/// `deleted_objects`, with its certificates beside it. What an earlier release deleted cannot be brought back.
enum SchemaVersion13 {
    static let statements = """
        ALTER TABLE store ADD COLUMN shared_history_from INTEGER NOT NULL DEFAULT 1;
        UPDATE store SET shared_history_from = (SELECT coalesce(max(number), 0) + 1 FROM revisions);

        ALTER TABLE objects ADD COLUMN since_revision INTEGER NOT NULL DEFAULT 0;
        UPDATE objects SET since_revision = coalesce(
            (SELECT min(coalesce(copied_from, revision)) - 1 FROM publications WHERE object_id = objects.id), 0)
        WHERE kind = 'phone' AND live;

        CREATE TABLE past_states (
            id INTEGER NOT NULL REFERENCES objects (id),
            until_revision INTEGER NOT NULL,
            since_revision INTEGER NOT NULL,
            first_parent INTEGER,
            second_parent INTEGER,
            document TEXT NOT NULL,
            PRIMARY KEY (id, until_revision)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO past_states
        SELECT past_phones.id, until_revision, since_revision, pool_id, profile_id, document
        FROM past_phones JOIN objects ON objects.id = past_phones.id;
        INSERT INTO past_states
        SELECT id, until_revision, 0, NULL, NULL, document FROM past_references;
        DROP TABLE past_phones;
        DROP TABLE past_references;

        CREATE TABLE deleted_objects (
            id INTEGER PRIMARY KEY REFERENCES objects (id),
            until_revision INTEGER NOT NULL,
            time INTEGER NOT NULL,
            actor TEXT NOT NULL,
            successor TEXT,
            first_parent INTEGER,
            second_parent INTEGER,
            document TEXT NOT NULL
        ) STRICT;
        CREATE TABLE deleted_certificates (
            reference_id INTEGER PRIMARY KEY REFERENCES objects (id),
            der BLOB NOT NULL,
            fingerprint BLOB NOT NULL,
            not_before INTEGER NOT NULL,
            not_after INTEGER NOT NULL,
            accepted_at INTEGER NOT NULL,
            accepted_by TEXT NOT NULL,
            basis TEXT NOT NULL,
            outside_validity INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE deleted_phone_certificates (
            phone_id INTEGER NOT NULL REFERENCES objects (id),
            kind TEXT NOT NULL,
            der BLOB NOT NULL,
            fingerprint BLOB NOT NULL,
            md5 BLOB NOT NULL,
            imported_at INTEGER NOT NULL,
            imported_by TEXT NOT NULL,
            PRIMARY KEY (phone_id, kind)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE detached_pools (
            reference_id INTEGER NOT NULL REFERENCES objects (id),
            pool_id INTEGER NOT NULL REFERENCES objects (id),
            PRIMARY KEY (reference_id, pool_id)
        ) STRICT, WITHOUT ROWID;
        """
}
