internal import NIOConcurrencyHelpers
internal import NIOPosix

/// Look-ups in the system's databases of users and groups, which may have to ask a directory server that never answers.
///
/// They run one after the other on a thread of their own, so that no more than this thread ever hangs.
enum SystemLookUp {
    private static let thread: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        return pool
    }()

    /// Runs `body` when its turn comes.
    static func submit(_ body: @escaping @Sendable () -> Void) { thread.submit { _ in body() } }

    /// What `body` answers; none when that takes longer than `limit`. Then it goes on, and nobody waits for it.
    static func answer<Value: Sendable>(within limit: Duration, _ body: @escaping @Sendable () -> Value) async -> Value?
    {
        await withCheckedContinuation { (continuation: CheckedContinuation<Value?, Never>) in
            let waiting = NIOLockedValueBox<CheckedContinuation<Value?, Never>?>(continuation)
            let conclude: @Sendable (Value?) -> Void = { value in
                waiting.withLockedValue { $0.take() }?.resume(returning: value)
            }
            submit { conclude(body()) }
            Task.detached {
                try? await Task.sleep(for: limit)
                conclude(nil)
            }
        }
    }
}
