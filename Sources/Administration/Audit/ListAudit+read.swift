internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

extension ListAudit: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> AuditReport {
        let object = object.map(Self.canonical)
        let filter = AuditFilter(
            object: object,
            formerNames: try object.map { try FormerName.all(of: $0, snapshot.renamings(after: 0)) } ?? [],
            actor: actor,
            since: try since.map { try Instant.second($0, field: "since") },
            limit: max(0, limit)
        )
        return AuditReport(
            records: try snapshot.auditRecords(filter).map { record in
                AuditReport.Record(
                    sequence: record.sequence,
                    time: Instant.text(record.entry.time),
                    actor: record.entry.actor,
                    action: record.entry.action,
                    object: record.entry.object,
                    before: record.entry.before,
                    after: record.entry.after,
                    hash: Hexadecimal.text(record.hash)
                )
            }
        )
    }

    /// A phone may be named by any spelling of its address (A07).
    private static func canonical(_ object: String) -> String {
        let prefix = "\(Phone.noun) "
        guard object.hasPrefix(prefix), let name = try? DeviceName(String(object.dropFirst(prefix.count))) else {
            return object
        }
        return prefix + name.description
    }
}
