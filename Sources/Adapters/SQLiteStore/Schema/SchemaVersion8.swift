/// The eighth schema: what a site of 100 000 phones asks for.
///
/// Publications lie in the order of their revisions, so that a revision of all phones is written behind the others
/// instead of between them: it costs the same however many revisions are kept. Their parts are no foreign keys: looking each up
/// once more takes a twentieth of a reset, and dropping one had SQLite search all publications.
///
/// `moved_phones` holds every phone that is not where its served file says: it has no file, has another device pool or
/// security profile than its file was made with, or was deleted. So the dependents of an object are these and the phones
/// of its pools, and nobody need look at all publications.
enum SchemaVersion8 {
    static let statements = """
        CREATE TABLE publications_by_revision_first (
            object_id INTEGER NOT NULL REFERENCES objects (id),
            revision INTEGER NOT NULL REFERENCES revisions (number),
            rendition_id INTEGER,
            fragment_id INTEGER,
            stamp BLOB,
            hash BLOB,
            copied_from INTEGER,
            PRIMARY KEY (revision, object_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO publications_by_revision_first
        SELECT object_id, revision, rendition_id, fragment_id, stamp, hash, copied_from
        FROM publications ORDER BY revision, object_id;
        DROP TABLE publications;
        ALTER TABLE publications_by_revision_first RENAME TO publications;
        CREATE UNIQUE INDEX publications_by_object ON publications (object_id, revision);

        CREATE TABLE moved_phones (
            id INTEGER PRIMARY KEY REFERENCES objects (id)
        ) STRICT;
        INSERT INTO moved_phones
        SELECT objects.id FROM objects
        LEFT JOIN phones ON phones.id = objects.id
        LEFT JOIN publications AS published ON published.object_id = objects.id AND published.revision =
            (SELECT max(revision) FROM publications WHERE object_id = objects.id)
        LEFT JOIN renditions ON renditions.id = published.rendition_id
        WHERE objects.kind = 'phone'
            AND (phones.pool_id IS NOT renditions.pool_id OR phones.profile_id IS NOT renditions.profile_id);
        """
}
