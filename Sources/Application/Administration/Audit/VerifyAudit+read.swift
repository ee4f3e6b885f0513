internal import AdminAPI
internal import Store

extension VerifyAudit: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> AuditVerificationReport {
        AuditVerificationReport(
            records: try snapshot.auditCount(),
            firstBroken: try snapshot.firstBrokenAuditRecord()
        )
    }
}
