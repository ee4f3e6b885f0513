/// The fourteenth schema: what operations in waves go on with, and the last time that the clock was believed.
///
/// `wave_keys` holds the keys of the objects that a reset in waves selected by name, so that renaming one, or adding another
/// of the old name, changes no later wave; operations of earlier releases go on by name.
///
/// `known_time` is what the host's clock is held against: a clock far behind or far ahead of it is asked about. It is not the
/// latest revision's time, for a revision may have been committed while the clock was wrong.
enum SchemaVersion14 {
    static let statements = """
        ALTER TABLE operations ADD COLUMN wave_keys TEXT;
        ALTER TABLE store ADD COLUMN known_time INTEGER;
        UPDATE store SET known_time = (SELECT committed_at FROM revisions ORDER BY number DESC LIMIT 1);
        """
}
