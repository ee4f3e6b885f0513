/// The fourth schema: what vouches for phones' certificates, those certificates, and the object of `CAPF.der`.
enum SchemaVersion4 {
    static let statements = """
        CREATE TABLE authorities (
            id INTEGER PRIMARY KEY,
            role TEXT NOT NULL,
            der BLOB NOT NULL,
            fingerprint BLOB NOT NULL UNIQUE,
            added_at INTEGER NOT NULL,
            added_by TEXT NOT NULL
        ) STRICT;
        CREATE TABLE phone_certificates (
            phone_id INTEGER NOT NULL REFERENCES phones (id),
            kind TEXT NOT NULL,
            der BLOB NOT NULL,
            fingerprint BLOB NOT NULL,
            md5 BLOB NOT NULL,
            imported_at INTEGER NOT NULL,
            imported_by TEXT NOT NULL,
            PRIMARY KEY (phone_id, kind)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO objects (kind, name, folded, version, live) VALUES ('capf-file', 'CAPF.der', 'capf.der', 1, 1);
        """
}
