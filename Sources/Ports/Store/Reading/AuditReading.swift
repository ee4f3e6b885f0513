public import ClusterModel

/// The audit trail.
public protocol AuditReading {
    /// Calls `body` with the audit records in order, beginning after `sequence`.
    func forEachAuditRecord(after sequence: Int, _ body: (AuditRecord) throws -> Void) throws

    /// The latest audit records that pass the filter, the latest first.
    func auditRecords(_ filter: AuditFilter) throws -> [AuditRecord]

    /// The audit record at a place; none when there is none.
    func auditRecord(_ sequence: Int) throws -> AuditRecord?

    /// How many audit records there were when `revision` was committed.
    func auditCount(at revision: RevisionNumber) throws -> Int

    /// How many audit records were written, as the store keeps it beside the trail.
    func auditCount() throws -> Int

    /// The place of the first audit record that does not fit the chain, or that is missing at its end; none when the
    /// whole trail is intact.
    func firstBrokenAuditRecord() throws -> Int?
}
