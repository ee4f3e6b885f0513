internal import AdminAPI
internal import Store

/// What a request does, or what someone may do: the one is held against the other.
public enum AdminAccess: Int, Comparable, Sendable {
    /// It only looks.
    case read
    /// It may change something.
    case write

    /// Who may change may look.
    public static func < (left: AdminAccess, right: AdminAccess) -> Bool { left.rawValue < right.rawValue }

    /// Does `body` on behalf of somebody who may do this: what readers have done delays no administrator in the store.
    public func working<Answer: Sendable>(_ body: () async throws -> Answer) async rethrows -> Answer {
        try await StoreLane.$current.withValue(self == .read ? .readers : .administrators) { try await body() }
    }
}

/// The access that requests need follows from the kind of their use case, so that none can be forgotten.
extension Administrator {
    /// A view of the store cannot be changed; only secrets that are disclosed are written down (A06).
    func access(_ request: some ReadingUseCase, actor: String) -> AdminAccess {
        request.disclosure(context(actor)) == nil ? .read : .write
    }

    /// A rehearsal runs on an overlay that nobody else sees.
    func access(_ request: some ChangingUseCase, actor: String) -> AdminAccess { request.plan ? .read : .write }

    /// A stream may look or change; it says itself.
    func access(_ request: some StreamingUseCase, actor: String) -> AdminAccess { request.access }

    /// What an errand does outside it says itself.
    func access<Request: ErrandUseCase>(_ request: Request, actor: String) -> AdminAccess { Request.access }
}
