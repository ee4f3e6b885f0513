internal import Glibc

/// Threads that wait for a log's reader or writer, so that no task does.
enum LogThread {
    /// Runs `body` on a thread of its own until the process ends.
    static func start(named name: String, _ body: @escaping @Sendable () -> Never) {
        final class Box: Sendable {
            let body: @Sendable () -> Never
            init(_ body: @escaping @Sendable () -> Never) { self.body = body }
        }
        let box = unsafe Unmanaged.passRetained(Box(body))
        var thread = pthread_t()
        let failed = unsafe pthread_create(
            &thread,
            nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body()
            },
            box.toOpaque()
        )
        // A machine that has no thread left for the log has none for phones.
        guard failed == 0 else { fatalError("no thread for the log: \(unsafe String(cString: strerror(failed)))") }
        pthread_detach(thread)
    }
}
