internal import Dispatch

/// Runs the tasks that prefer it, one job after the other, on a thread of their own: reading a large file never holds one of
/// the few threads on which everything else is answered.
final class WorkThread: TaskExecutor {
    /// The thread of the current task, when it has one; for tasks that go on by themselves.
    @TaskLocal static var current: WorkThread?

    private let queue: DispatchQueue

    init(_ name: String) { queue = DispatchQueue(label: name) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
