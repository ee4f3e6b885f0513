/// The third schema: what became of each certificate of an SRST reference; what was accepted before is its beginning.
enum SchemaVersion3 {
    static let statements = """
        CREATE TABLE certificate_events (
            id INTEGER PRIMARY KEY,
            reference_id INTEGER NOT NULL REFERENCES objects (id),
            kind TEXT NOT NULL,
            time INTEGER NOT NULL,
            actor TEXT NOT NULL,
            der BLOB NOT NULL,
            fingerprint BLOB NOT NULL,
            not_before INTEGER NOT NULL,
            not_after INTEGER NOT NULL,
            basis TEXT,
            outside_validity INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX certificate_events_by_reference ON certificate_events (reference_id);

        INSERT INTO certificate_events
            (reference_id, kind, time, actor, der, fingerprint, not_before, not_after, basis, outside_validity)
        SELECT reference_id, 'accepted', accepted_at, accepted_by, der, fingerprint, not_before, not_after, basis,
            outside_validity
        FROM certificates ORDER BY accepted_at, reference_id;
        """
}
