internal import GRDB
internal import Store

extension SQLiteTransaction {
    /// The number of the latest revision; 0 before the first.
    static let latest = "(SELECT coalesce(max(number), 0) FROM revisions)"

    /// Keeps what is saved of an object before it is overwritten or deleted; nothing when it is new, and only the first
    /// time after a revision.
    func keepPast(_ kind: ObjectKind, _ id: ObjectID) throws {
        // A rehearsal's past is over with it.
        guard overlay == nil, let table = kind.table else { return }
        // CROSS JOIN fixes the order: both are found by their key.
        try database.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO past_states
                    (id, until_revision, since_revision, first_parent, second_parent, document)
                SELECT fields.id, \(Self.latest), objects.since_revision, \(kind.parentColumns), fields.document
                FROM \(table) AS fields CROSS JOIN objects ON objects.id = fields.id WHERE fields.id = ?
                """
        ).execute(arguments: [id.rawValue])
    }

    /// Keeps the certificate that is accepted for a reference, or that there is none, before that changes.
    func keepPastCertificate(of reference: ObjectID) throws {
        guard overlay == nil else { return }
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO past_certificates (
                    reference_id, until_revision, der, fingerprint, not_before, not_after, accepted_at, accepted_by,
                    basis, outside_validity
                )
                SELECT srst_references.id, \(Self.latest), der, fingerprint, not_before, not_after, accepted_at,
                    accepted_by, basis, outside_validity
                FROM srst_references LEFT JOIN certificates ON certificates.reference_id = srst_references.id
                WHERE srst_references.id = ?
                """,
            arguments: [reference.rawValue]
        )
    }
}
