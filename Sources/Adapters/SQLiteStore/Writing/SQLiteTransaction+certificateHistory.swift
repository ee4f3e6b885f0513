internal import ClusterModel
internal import FoundationEssentials
internal import GRDB
internal import Platform
internal import Store

extension SQLiteTransaction {
    func recordCertificateEvent(_ event: CertificateEvent, for reference: ObjectID) throws {
        // A rehearsal changes nothing, so there is nothing to record.
        guard overlay == nil else { return }
        try database.execute(
            sql: """
                INSERT INTO certificate_events
                    (reference_id, kind, time, actor, der, fingerprint, not_before, not_after, basis, outside_validity)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                reference.rawValue, event.kind.rawValue, event.time.seconds, event.actor, Data(event.certificate.der),
                event.certificate.fingerprint.blob, event.certificate.notBefore.seconds,
                event.certificate.notAfter.seconds,
                event.basis?.rawValue, event.acceptedOutsideValidity ? 1 : 0,
            ]
        )
    }
}
