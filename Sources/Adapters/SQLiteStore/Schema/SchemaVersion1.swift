/// The first schema: saved state, accepted certificates, publications and audit apart from each other.
///
/// An object's key and name stand in `objects` and outlive it; its fields are a document beside columns for what it
/// refers to, so that a rename changes one row and never history.
enum SchemaVersion1 {
    static let statements = """
        CREATE TABLE store (
            single INTEGER PRIMARY KEY CHECK (single = 1),
            incarnation TEXT NOT NULL
        ) STRICT;

        CREATE TABLE objects (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            folded TEXT NOT NULL,
            version INTEGER NOT NULL,
            live INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX objects_live ON objects (kind, folded) WHERE live;
        CREATE INDEX objects_by_name ON objects (kind, folded);

        CREATE TABLE clusters (
            id INTEGER PRIMARY KEY REFERENCES objects (id),
            default_group_id INTEGER REFERENCES call_manager_groups (id),
            document TEXT NOT NULL
        ) STRICT;
        CREATE TABLE call_manager_groups (
            id INTEGER PRIMARY KEY REFERENCES objects (id),
            document TEXT NOT NULL
        ) STRICT;
        CREATE TABLE srst_references (
            id INTEGER PRIMARY KEY REFERENCES objects (id),
            document TEXT NOT NULL
        ) STRICT;
        CREATE TABLE device_pools (
            id INTEGER PRIMARY KEY REFERENCES objects (id),
            group_id INTEGER NOT NULL REFERENCES call_manager_groups (id),
            reference_id INTEGER REFERENCES srst_references (id),
            document TEXT NOT NULL
        ) STRICT;
        CREATE TABLE security_profiles (
            id INTEGER PRIMARY KEY REFERENCES objects (id),
            document TEXT NOT NULL
        ) STRICT;
        CREATE TABLE phones (
            id INTEGER PRIMARY KEY REFERENCES objects (id),
            pool_id INTEGER NOT NULL REFERENCES device_pools (id),
            profile_id INTEGER NOT NULL REFERENCES security_profiles (id),
            document TEXT NOT NULL
        ) STRICT;
        CREATE INDEX phones_by_pool ON phones (pool_id);
        CREATE INDEX phones_by_profile ON phones (profile_id);

        CREATE TABLE certificates (
            reference_id INTEGER PRIMARY KEY REFERENCES srst_references (id),
            der BLOB NOT NULL,
            fingerprint BLOB NOT NULL,
            not_before INTEGER NOT NULL,
            not_after INTEGER NOT NULL,
            accepted_at INTEGER NOT NULL,
            accepted_by TEXT NOT NULL,
            basis TEXT NOT NULL,
            outside_validity INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE revisions (
            number INTEGER PRIMARY KEY,
            as_of INTEGER NOT NULL,
            committed_at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            reason TEXT NOT NULL
        ) STRICT;
        CREATE TABLE bodies (
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,
            bytes BLOB NOT NULL,
            holes TEXT NOT NULL
        ) STRICT;
        CREATE TABLE renditions (
            id INTEGER PRIMARY KEY,
            body_id INTEGER NOT NULL REFERENCES bodies (id),
            pool_id INTEGER REFERENCES objects (id),
            profile_id INTEGER REFERENCES objects (id),
            reference_id INTEGER REFERENCES objects (id),
            certificate BLOB
        ) STRICT;
        CREATE INDEX renditions_by_body ON renditions (body_id);
        CREATE TABLE fragments (
            id INTEGER PRIMARY KEY,
            phone_version INTEGER NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;
        CREATE TABLE publications (
            object_id INTEGER NOT NULL REFERENCES objects (id),
            revision INTEGER NOT NULL REFERENCES revisions (number),
            rendition_id INTEGER REFERENCES renditions (id),
            fragment_id INTEGER REFERENCES fragments (id),
            stamp BLOB,
            hash BLOB,
            PRIMARY KEY (object_id, revision)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE audit (
            sequence INTEGER PRIMARY KEY,
            time INTEGER NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            object TEXT NOT NULL,
            before TEXT,
            after TEXT,
            previous_hash BLOB NOT NULL,
            hash BLOB NOT NULL
        ) STRICT;

        INSERT INTO objects (id, kind, name, folded, version, live) VALUES
            (1, 'cluster', 'cluster', 'cluster', 1, 1),
            (2, 'default-file', 'XMLDefault.cnf.xml', 'xmldefault.cnf.xml', 1, 1);
        INSERT INTO clusters (id, document) VALUES (1, '{}');
        """
}
