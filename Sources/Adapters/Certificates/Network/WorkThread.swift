internal import Glibc

/// Threads for work that waits, so that it never holds one of the few threads that tasks share.
enum WorkThread {
    /// Runs `body` on a thread of its own that nobody waits for.
    ///
    /// - Throws: `system` when there are no more threads.
    static func start(_ body: @escaping @Sendable () -> Void) throws(ConnectionFailure) {
        final class Box: Sendable {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        let box = unsafe Unmanaged.passRetained(Box(body))
        var thread = pthread_t()
        let failure = unsafe pthread_create(
            &thread,
            nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body()
                return nil
            },
            box.toOpaque()
        )
        guard failure == 0 else {
            unsafe box.release()
            throw ConnectionFailure(errno: failure, .connect)
        }
        pthread_detach(thread)
    }
}
