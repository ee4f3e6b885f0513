import Platform
import Store
import Synchronization

/// A store whose disk takes nothing while `refuses` is set; what it is asked to write is counted.
final class RefusingStore: StorePort {
    struct Refused: Error {}

    private struct State {
        var refuses = false
        var refusesOnce = false
        var refused = 0
    }

    private let store: any StorePort
    private let state = Mutex(State())

    init(_ store: any StorePort) { self.store = store }

    var refuses: Bool {
        get { state.withLock { $0.refuses } }
        set { state.withLock { $0.refuses = newValue } }
    }
    /// Whether it refuses the next write, and no other.
    var refusesOnce: Bool {
        get { state.withLock { $0.refusesOnce } }
        set { state.withLock { $0.refusesOnce = newValue } }
    }
    /// How many writes were refused.
    var refused: Int { state.withLock { $0.refused } }

    func read<Result: Sendable>(
        _ body: @Sendable @escaping (any StoreSnapshot) throws -> Result
    ) async throws -> Result {
        try await store.read(body)
    }

    func write<Result: Sendable>(
        _ body: @Sendable @escaping (any StoreTransaction) throws -> Result
    ) async throws -> Result {
        try state.withLock { state in
            guard state.refuses || state.refusesOnce else { return }
            state.refused += 1
            state.refusesOnce = false
            throw Refused()
        }
        return try await store.write(body)
    }

    func rehearse<Result: Sendable>(
        _ body: @Sendable @escaping (any StoreTransaction) throws -> Result
    ) async throws -> Result {
        try await store.rehearse(body)
    }

    func prune(_ retention: Retention, now: UnixTime) async throws -> PruningOutcome? {
        try await store.prune(retention, now: now)
    }
}
