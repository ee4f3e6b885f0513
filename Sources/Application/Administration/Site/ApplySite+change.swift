internal import AdminAPI
internal import Store

extension ApplySite: ChangingUseCase {
    /// A large site takes seconds to read.
    func prepare() throws -> PreparedSite { try PreparedSite(self) }

    func change(
        _ prepared: PreparedSite,
        _ transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws -> ApplyReport {
        try SiteApplication(request: self, prepared: prepared).run(transaction, context)
    }
}
