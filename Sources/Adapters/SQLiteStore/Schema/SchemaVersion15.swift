/// The fifteenth schema: the last transfer that a phone acknowledged to the end (`complete_…`, its address being
/// `acknowledged_address`), and the last since then of which only the last acknowledgement is missing (`sent_…`), beside the
/// last request, which anybody can send in a phone's name.
///
/// Of what earlier releases kept, a last request that was acknowledged to the end is that transfer. Where another request
/// came after it, the latest acknowledged arrival says what the phone has. What they called sent may have had nothing of it
/// acknowledged, and their previous address may be of any request, so neither is carried.
enum SchemaVersion15 {
    static let statements = """
        ALTER TABLE fetches ADD COLUMN complete_time INTEGER;
        ALTER TABLE fetches ADD COLUMN complete_incarnation TEXT;
        ALTER TABLE fetches ADD COLUMN complete_revision INTEGER;
        ALTER TABLE fetches ADD COLUMN complete_hash BLOB;
        ALTER TABLE fetches ADD COLUMN sent_time INTEGER;
        ALTER TABLE fetches ADD COLUMN sent_address TEXT;
        ALTER TABLE fetches ADD COLUMN sent_incarnation TEXT;
        ALTER TABLE fetches ADD COLUMN sent_revision INTEGER;
        ALTER TABLE fetches ADD COLUMN sent_hash BLOB;
        UPDATE fetches SET previous_address = NULL;
        UPDATE fetches SET
            acknowledged_address = address, complete_time = time, complete_incarnation = incarnation,
            complete_revision = revision, complete_hash = hash
        WHERE outcome = 'fetched' AND hash IS NOT NULL;
        UPDATE fetches SET
            acknowledged_address = coalesce(acknowledged_address, found.address), complete_time = found.time,
            complete_incarnation = (SELECT incarnation FROM store), complete_revision = found.revision,
            complete_hash = found.hash
        FROM (
            SELECT arrivals.object_id, arrivals.address, arrivals.revision, publications.hash, max(arrivals.time) AS time
            FROM arrivals
            JOIN publications ON publications.revision = arrivals.revision
                AND publications.object_id = arrivals.object_id
            WHERE arrivals.acknowledged = 1 AND publications.hash IS NOT NULL
            GROUP BY arrivals.object_id) AS found
        WHERE fetches.object_id = found.object_id AND fetches.complete_time IS NULL;
        """
}
