/// The second schema: how each phone's last request for its file ended.
enum SchemaVersion2 {
    static let statements = """
        CREATE TABLE fetches (
            object_id INTEGER PRIMARY KEY REFERENCES objects (id),
            time INTEGER NOT NULL,
            address TEXT NOT NULL,
            outcome TEXT NOT NULL,
            reason TEXT,
            incarnation TEXT,
            revision INTEGER,
            hash BLOB,
            previous_address TEXT
        ) STRICT;
        """
}
