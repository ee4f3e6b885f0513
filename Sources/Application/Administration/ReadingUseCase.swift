internal import AdminAPI
internal import Store

/// A request that only looks.
protocol ReadingUseCase: AdminRequest {
    /// Answers from one consistent view.
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> Response

    /// What is written into the audit trail when the answer discloses secrets (A06); usually nothing.
    func disclosure(_ context: UseCaseContext) -> AuditEntry?
}

extension ReadingUseCase {
    func disclosure(_ context: UseCaseContext) -> AuditEntry? { nil }
}
