public import Store
public import Testing

/// One promise of the `Store` port: every implementation runs each of them on a new, empty store.
public struct StoreCheck: Sendable, CustomTestStringConvertible {
    /// What is promised.
    public let promise: String
    private let body: @Sendable (any StorePort) async throws -> Void

    init(_ promise: String, _ body: @Sendable @escaping (any StorePort) async throws -> Void) {
        self.promise = promise
        self.body = body
    }

    /// The promise.
    public var testDescription: String { promise }

    /// Records an issue for each expectation that does not hold.
    ///
    /// - Parameter store: A new, empty store of the implementation under test.
    /// - Throws: What the store throws where it should not.
    public func run(on store: any StorePort) async throws { try await body(store) }

    /// Every promise.
    public static let all =
        saving + deleting + renaming + transactions + rehearsals + certificates + trust + candidates + revisions
        + movedPhones + publications + operations + fetches + audit + changes + history + pruning + earlierStates
        + undeleting
}
