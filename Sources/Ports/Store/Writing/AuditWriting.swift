/// Adds to the audit trail.
public protocol AuditWriting {
    /// Appends to the audit trail; a change whose entry cannot be written fails as a whole.
    func appendAudit(_ entry: AuditEntry) throws
}
