/// The twelfth schema: which site files were applied last, so that what a file has left is not taken for the change of
/// somebody else when it is applied again.
enum SchemaVersion12 {
    static let statements = """
        CREATE TABLE applied_files (
            key BLOB PRIMARY KEY,
            sequence INTEGER NOT NULL,
            objects BLOB NOT NULL,
            used INTEGER NOT NULL
        ) STRICT;
        """
}
