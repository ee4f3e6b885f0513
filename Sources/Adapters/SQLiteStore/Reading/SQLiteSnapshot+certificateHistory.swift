internal import ClusterModel
internal import GRDB
internal import Store

extension SQLiteSnapshot {
    func certificateHistory(of reference: ObjectName) throws -> [CertificateEvent]? {
        let known = try Bool.fetchOne(
            database,
            sql: "SELECT EXISTS (SELECT * FROM objects WHERE kind = 'srst' AND folded = ?)",
            arguments: [reference.folded]
        )
        guard known == true else { return nil }
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT events.kind, time, actor, der, fingerprint, not_before, not_after, basis, outside_validity
                FROM certificate_events AS events JOIN objects ON objects.id = reference_id
                WHERE objects.kind = 'srst' AND folded = ? ORDER BY events.id
                """,
            arguments: [reference.folded]
        )
        var events: [CertificateEvent] = []
        while let row = try rows.next() {
            let basis: String? = row[7]
            guard let kind = CertificateEvent.Kind(rawValue: row[0]),
                basis.map({ CertificateRecord.TrustBasis(rawValue: $0) != nil }) != false
            else { throw StoreProblem.damaged("a certificate's history") }
            let certificate = AcceptedCertificate(
                der: try row.bytes(3),
                fingerprint: try hash(row, 4),
                notBefore: row[5],
                notAfter: row[6]
            )
            events.append(
                CertificateEvent(
                    kind,
                    time: row[1],
                    actor: row[2],
                    certificate: certificate,
                    basis: basis.flatMap(CertificateRecord.TrustBasis.init(rawValue:)),
                    acceptedOutsideValidity: row[8]
                )
            )
        }
        return events
    }
}
