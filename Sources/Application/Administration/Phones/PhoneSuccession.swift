internal import ClusterModel
internal import Documents
internal import Store

/// Which handset took the place of which, as the audit trail knows it.
enum PhoneSuccession {
    /// The action of the records that tell of it.
    static let action = "replace"
    private static let replacesKey = "replaces"
    private static let replacedByKey = "replaced-by"
    /// How many of a phone's latest records are looked through. Our own bound.
    private static let mostRecords = 1_000

    /// The image before a phone that took the place of another.
    static func replaces(_ old: DeviceName) -> Document {
        .mapping([Document.Entry(replacesKey, .string(old.description))])
    }

    /// The image after a phone whose place another took.
    static func replacedBy(_ new: DeviceName) -> Document {
        .mapping([Document.Entry(replacedByKey, .string(new.description))])
    }

    /// The phone whose place a phone took; none when it took nobody's.
    static func predecessor(of phone: DeviceName, in snapshot: any AuditReading) throws -> String? {
        try records(of: phone, in: snapshot).lazy.compactMap { $0.entry.before?[replacesKey]?.text }.first
    }

    /// The phone that took a phone's place.
    static func successor(of phone: DeviceName, in snapshot: any AuditReading) throws -> String? {
        try records(of: phone, in: snapshot).lazy.compactMap { successor(in: $0) }.first
    }

    /// The phone that took the place of the one a record is of; none when the record tells of no such thing.
    static func successor(in record: AuditRecord) -> String? {
        record.entry.action == action ? record.entry.after?[replacedByKey]?.text : nil
    }

    private static func records(of phone: DeviceName, in snapshot: any AuditReading) throws -> [AuditRecord] {
        try snapshot.auditRecords(AuditFilter(object: "\(Phone.noun) \(phone)", limit: mostRecords))
            .filter { $0.entry.action == action }
    }
}
