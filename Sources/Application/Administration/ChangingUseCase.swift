internal import AdminAPI
internal import Store

/// A request that checks, changes saved state and audits in one transaction; the same function runs dry for a plan.
protocol ChangingUseCase: ChangeRequest {
    /// What is worked out of the request before the transaction begins, so that it does not hold the writer.
    associatedtype Prepared: Sendable = Void

    /// Works that out; refuses what needs no store to be refused.
    func prepare() throws -> Prepared

    /// Does the change in `transaction`.
    func change(
        _ prepared: Prepared,
        _ transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws -> Response
}

extension ChangingUseCase where Prepared == Void {
    func prepare() throws {}
}
