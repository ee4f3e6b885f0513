internal import GRDB
internal import Store

extension SQLiteTransaction {
    /// The number of the latest revision; 0 before the first.
    private static let latest = "(SELECT coalesce(max(number), 0) FROM revisions)"

    /// Keeps what is saved of a phone or an SRST reference before it is overwritten; nothing when it is new, and only
    /// the first time after a revision.
    func keepPast(_ kind: ObjectKind, _ id: ObjectID) throws {
        // A rehearsal's past is over with it.
        guard overlay == nil else { return }
        switch kind {
        case .phone:
            try database.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO past_phones (id, until_revision, pool_id, profile_id, document)
                    SELECT id, \(Self.latest), pool_id, profile_id, document FROM phones WHERE id = ?
                    """
            ).execute(arguments: [id.rawValue])
        case .srst:
            try database.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO past_references (id, until_revision, document)
                    SELECT id, \(Self.latest), document FROM srst_references WHERE id = ?
                    """
            ).execute(arguments: [id.rawValue])
        case .cluster, .callManagerGroup, .devicePool, .securityProfile, .defaultFile, .capfFile:
            break
        }
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
