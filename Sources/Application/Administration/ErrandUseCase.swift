internal import AdminAPI
internal import Store

/// A request that goes out between two looks at the store and changes nothing saved: no transaction waits for others.
protocol ErrandUseCase: AdminRequest {
    /// What is to be done outside.
    associatedtype Errand: Sendable
    /// What it brought.
    associatedtype Finding: Sendable
    /// Whether it only looks; one that may be asked for by everybody who may look must leave nothing behind that others
    /// go by.
    static var access: AdminAccess { get }

    /// Works out what is to be done; refuses what needs no errand to be refused.
    func errand(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> Errand

    /// Does it, for as long as it takes.
    func run(_ errand: Errand, _ context: UseCaseContext) async throws -> Finding

    /// Answers with what it brought, seen beside the state that is saved by then.
    func conclude(
        _ errand: Errand,
        _ finding: Finding,
        _ snapshot: any StoreSnapshot,
        _ context: UseCaseContext
    ) throws -> Response
}

extension ErrandUseCase {
    /// Administrators only, so that a forgotten line never opens anything.
    static var access: AdminAccess { .write }
}
