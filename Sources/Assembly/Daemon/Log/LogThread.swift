internal import Documents
internal import Glibc

/// Threads that wait for a log's reader or writer, so that no task does.
enum LogThread {
    /// Runs `body` on a thread of its own until the process ends.
    ///
    /// - Throws: Why there is no such thread.
    static func start(_ body: @escaping @Sendable () -> Never) throws(Problem) {
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
        guard failed == 0 else {
            unsafe box.release()
            throw Problem(
                .unavailable,
                code: "no-thread",
                "The system gives no thread to write the log: \(unsafe String(cString: strerror(failed))).",
                object: "log",
                hint: "Allow more tasks (TasksMax= of the systemd unit, ulimit -u), or free some memory."
            )
        }
        pthread_detach(thread)
    }
}
