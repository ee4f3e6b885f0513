/// The ninth schema: how far telling a wave's phones has come, so that a daemon that ends meanwhile goes on there; and where
/// a phone last acknowledged its file to the end.
///
/// A phone is told at that address alone: that of any other request may be forged. Of what earlier releases kept, the
/// last fetch says it, or the latest arrival.
enum SchemaVersion9 {
    static let statements = """
        ALTER TABLE operation_waves ADD COLUMN attempt INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE operation_waves ADD COLUMN told_through INTEGER;
        DROP INDEX operation_waves_due;
        CREATE INDEX operation_waves_to_tell ON operation_waves (revision) WHERE notice IN ('due', 'telling');
        ALTER TABLE fetches ADD COLUMN acknowledged_address TEXT;
        UPDATE fetches SET acknowledged_address = address WHERE outcome = 'fetched';
        UPDATE fetches SET acknowledged_address = found.address FROM (
            SELECT object_id, address, max(time) FROM arrivals WHERE acknowledged = 1 GROUP BY object_id) AS found
        WHERE fetches.object_id = found.object_id AND fetches.acknowledged_address IS NULL;
        """
}
