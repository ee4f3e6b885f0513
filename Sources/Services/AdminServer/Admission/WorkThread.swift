internal import NIOPosix
internal import Platform

/// Runs the tasks that prefer it, one job after the other, on a thread of their own: reading a large file never holds one of
/// the few threads on which everything else is answered.
final class WorkThread: TaskExecutor {
    /// How its thread stands beside the others.
    enum Priority {
        /// As all others do.
        case usual
        /// Behind them: it has a processor while they leave it one.
        case low
    }

    /// The thread of the current task, when it has one; for tasks that go on by themselves.
    @TaskLocal static var current: WorkThread?

    private let thread = NIOThreadPool(numberOfThreads: 1)

    init(_ priority: Priority) {
        thread.start()
        if priority == .low { thread.submit { _ in ThreadPriority.lower() } }
    }

    deinit { thread.shutdownGracefully { _ in } }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // A job must run, also when the pool is shut down meanwhile: whoever awaits it would wait for ever.
        thread.submit { _ in unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
