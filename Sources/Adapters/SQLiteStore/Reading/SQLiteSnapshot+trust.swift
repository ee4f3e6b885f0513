internal import ClusterModel
internal import GRDB
internal import Store

extension SQLiteSnapshot {
    func authorities() throws -> [AuthorityRecord] {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT role, der, fingerprint, added_at, added_by FROM authorities ORDER BY role <> 'capf', id
                """
        )
        var records: [AuthorityRecord] = []
        while let row = try rows.next() {
            guard let role = AuthorityRecord.Role(rawValue: row[0]) else { throw StoreProblem.damaged("an authority") }
            records.append(
                try AuthorityRecord(
                    role: role,
                    der: row.bytes(1),
                    fingerprint: hash(row, 2),
                    addedAt: row[3],
                    addedBy: row[4]
                )
            )
        }
        return records
    }

    func forEachPhoneCertificate(
        of phone: DeviceName?,
        _ body: (DeviceName, PhoneCertificateRecord) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT objects.name, certificates.kind, certificates.der, certificates.fingerprint, certificates.md5,
                    certificates.imported_at, certificates.imported_by
                FROM phone_certificates AS certificates JOIN objects ON objects.id = certificates.phone_id
                WHERE ? IS NULL OR objects.folded = ?
                ORDER BY objects.folded, certificates.kind
                """,
            arguments: [phone?.folded, phone?.folded]
        )
        while let row = try rows.next() {
            guard let kind = PhoneCertificateRecord.Kind(rawValue: row[1]) else {
                throw StoreProblem.damaged("a phone's certificate")
            }
            try body(
                deviceName(row[0]),
                PhoneCertificateRecord(
                    kind: kind,
                    der: row.bytes(2),
                    fingerprint: hash(row, 3),
                    md5: row.bytes(4),
                    importedAt: row[5],
                    importedBy: row[6]
                )
            )
        }
    }

    /// The MD5 of the certificate that the phone `objects.id` uses, as a column: of its LSC when it has one.
    static let certificateHash = """
        coalesce(
            (SELECT md5 FROM phone_certificates WHERE phone_id = objects.id AND kind = 'lsc'),
            (SELECT md5 FROM phone_certificates WHERE phone_id = objects.id AND kind = 'mic'))
        """
}
