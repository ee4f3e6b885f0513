/// The sixth schema: what shapes the file of the phone that values were taken from, so that the phone need not be read
/// while it stays as it is. Values stored before have no outline; their phones are read.
enum SchemaVersion6 {
    static let statements = """
        CREATE TABLE outlines (
            id INTEGER PRIMARY KEY,
            document TEXT NOT NULL UNIQUE
        ) STRICT;
        ALTER TABLE fragments ADD COLUMN outline_id INTEGER REFERENCES outlines (id);
        """
}
