internal import FoundationEssentials
internal import GRDB
internal import Platform
internal import Store

extension SQLiteTransaction {
    func add(_ authority: AuthorityRecord) throws {
        try overlay?.shadow("authorities")
        if authority.role == .capf {
            try database.execute(sql: "DELETE FROM authorities WHERE role = 'capf'")
        }
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO authorities (role, der, fingerprint, added_at, added_by) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                authority.role.rawValue, Data(authority.der), authority.fingerprint.blob, authority.addedAt.seconds,
                authority.addedBy,
            ]
        )
    }

    func removeAuthority(_ fingerprint: SHA256Hash) throws {
        try overlay?.shadow("authorities")
        try database.execute(sql: "DELETE FROM authorities WHERE fingerprint = ?", arguments: [fingerprint.blob])
    }

    func setCertificate(_ record: PhoneCertificateRecord, ofPhone phone: ObjectID) throws {
        try overlay?.shadow("phone_certificates")
        try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO phone_certificates VALUES (?, ?, ?, ?, ?, ?, ?)"
        ).execute(
            arguments: [
                phone.rawValue, record.kind.rawValue, Data(record.der), record.fingerprint.blob, Data(record.md5),
                record.importedAt.seconds, record.importedBy,
            ]
        )
    }

    /// Forgets the certificates of a phone that is deleted.
    func removeCertificates(ofPhone phone: ObjectID) throws {
        try overlay?.shadow("phone_certificates")
        try database.execute(sql: "DELETE FROM phone_certificates WHERE phone_id = ?", arguments: [phone.rawValue])
    }
}
