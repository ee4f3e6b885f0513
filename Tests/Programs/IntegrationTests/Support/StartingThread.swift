import Dispatch
import Glibc

/// The thread that starts all processes: it lives as long as the test run, so that the processes do at most.
///
/// The threads of a task pool come and go, and would take what they started with them.
final class StartingThread: @unchecked Sendable {
    static let shared = StartingThread()

    // One caller at a time: `turn` guards `work`, which the thread reads after `given` and before `done`.
    private let turn = DispatchSemaphore(value: 1)
    private let given = DispatchSemaphore(value: 0)
    private let done = DispatchSemaphore(value: 0)
    private var work: (() -> Void)?

    private init() {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self).toOpaque()
        pthread_create(
            &thread,
            nil,
            { context in
                guard let context else { return nil }
                Unmanaged<StartingThread>.fromOpaque(context).takeUnretainedValue().serve()
            },
            context
        )
    }

    /// Runs `body` on a thread of its own that nobody waits for; answers whether there was one.
    static func detached(_ body: @escaping @Sendable () -> Void) -> Bool {
        final class Box: Sendable {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        var thread = pthread_t()
        let failed = pthread_create(
            &thread,
            nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body()
                return nil
            },
            Unmanaged.passRetained(Box(body)).toOpaque()
        )
        if failed == 0 { pthread_detach(thread) }
        return failed == 0
    }

    /// Runs `body` on the thread.
    func run<Result>(_ body: () -> Result) -> Result {
        turn.wait()
        defer { turn.signal() }
        return withoutActuallyEscaping(body) { body in
            var results: [Result] = []
            work = { results.append(body()) }
            given.signal()
            done.wait()
            work = nil
            return results[0]
        }
    }

    private func serve() -> Never {
        while true {
            given.wait()
            work?()
            done.signal()
        }
    }
}
