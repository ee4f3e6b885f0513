internal import Documents
internal import Platform

/// Threads that wait for a log's reader or writer, so that no task does.
enum LogThread {
    /// Runs `body` on a thread of its own until the process ends.
    ///
    /// - Throws: Why there is no such thread.
    static func start(named name: String, _ body: @escaping @Sendable () -> Never) throws(Problem) {
        do throws(SystemFailure) {
            try startThread(named: name) { body() }
        } catch {
            throw Problem(
                .unavailable,
                code: "no-thread",
                "The system gives no thread to write the log: \(error.text).",
                object: "log",
                hint: "Allow more tasks (TasksMax= of the systemd unit, ulimit -u), or free some memory."
            )
        }
    }
}
