internal import AdminAPI
internal import Documents
internal import NIOConcurrencyHelpers

/// Lets so many requests work at once, and so many wait for that.
final class Gate: Sendable {
    /// How long a refusal takes: whoever asks again at once spends the time here and no processor. Our own choice.
    private static let refusalDelay = Duration.seconds(1)

    private struct State {
        var admissions: Admissions
        var lastVisitor = 0
        var waiting: [Int: CheckedContinuation<Int?, any Error>] = [:]
        /// Those who have a number and have not come yet.
        var expected: Set<Int> = []
        /// Those of them who were given up.
        var givenUp: Set<Int> = []
    }

    private let state: NIOLockedValueBox<State>
    private let threads: [WorkThread]
    private let visitors: String

    /// - Parameters:
    ///   - visitors: Whose requests pass, for refusals.
    ///   - places: How many work at once.
    ///   - mostWaiting: How many wait.
    ///   - threads: What each place has a thread of its own for, if it has one.
    init(_ visitors: String, places: Int, mostWaiting: Int, threads: WorkThread.Priority? = nil) {
        self.visitors = visitors
        state = NIOLockedValueBox(State(admissions: Admissions(places: places, mostWaiting: mostWaiting)))
        self.threads = threads.map { priority in (0..<places).map { _ in WorkThread(priority) } } ?? []
    }

    /// Does `body` when it is its turn.
    ///
    /// - Throws: That too many wait; what `body` throws; `CancellationError` when the task is cancelled meanwhile.
    func pass<Answer: Sendable>(_ body: @Sendable () async throws -> Answer) async throws -> Answer {
        let place = try await enter(newVisitor())
        defer { leave(place) }
        return try await work(at: place, body)
    }

    /// Does `body` at a place that was entered, on its thread when it has one.
    ///
    /// - Throws: What `body` throws.
    func work<Answer: Sendable>(at place: Int, _ body: () async throws -> Answer) async throws -> Answer {
        guard !threads.isEmpty else { return try await body() }
        let thread = threads[place]
        return try await WorkThread.$current.withValue(thread) {
            try await withTaskExecutorPreference(thread) {
                // What is called stays where its caller is (SE-0461); what was suspended goes on where its task prefers.
                await Task.yield()
                return try await body()
            }
        }
    }

    /// A number for somebody who will come.
    func newVisitor() -> Int {
        state.withLockedValue { state in
            state.lastVisitor += 1
            state.expected.insert(state.lastVisitor)
            return state.lastVisitor
        }
    }

    /// Goes in, to a place that must be left.
    ///
    /// - Throws: That too many wait; `CancellationError` when it was given up, or the task is cancelled.
    func enter(_ visitor: Int) async throws -> Int {
        let place = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { come(visitor, $0) }
        } onCancel: {
            giveUp(visitor)
        }
        if let place { return place }
        try await Task.sleep(for: Self.refusalDelay)
        throw ProblemReport([busy])
    }

    /// Leaves a place to whoever has waited longest.
    func leave(_ place: Int) {
        let next = state.withLockedValue { state in
            state.admissions.leave(place).flatMap { state.waiting.removeValue(forKey: $0) }
        }
        next?.resume(returning: place)
    }

    /// How many are remembered who have not come.
    var expected: Int { state.withLockedValue { $0.expected.count + $0.givenUp.count } }

    /// Expects somebody no longer.
    func forget(_ visitor: Int) {
        state.withLockedValue { state in
            state.expected.remove(visitor)
            state.givenUp.remove(visitor)
        }
    }

    /// Has somebody wait no longer; nothing when they are in.
    func giveUp(_ visitor: Int) {
        let continuation = state.withLockedValue { state in
            guard !state.admissions.giveUp(visitor) else { return state.waiting.removeValue(forKey: visitor) }
            if state.expected.contains(visitor) { state.givenUp.insert(visitor) }
            return nil
        }
        continuation?.resume(throwing: CancellationError())
    }

    /// Has the continuation go on with the place of a visitor once there is one, and without one when too many wait.
    private func come(_ visitor: Int, _ continuation: CheckedContinuation<Int?, any Error>) {
        let outcome = state.withLockedValue { state -> Result<Int?, any Error>? in
            state.expected.remove(visitor)
            guard state.givenUp.remove(visitor) == nil else { return .failure(CancellationError()) }
            switch state.admissions.come(visitor) {
            case .goesIn(let place): return .success(place)
            case .isRefused: return .success(nil)
            case .waits:
                state.waiting[visitor] = continuation
                return nil
            }
        }
        if let outcome { continuation.resume(with: outcome) }
    }

    private var busy: Problem {
        Problem(
            .unavailable,
            code: "busy",
            "cnfd is busy with other requests of \(visitors); this one was not begun.",
            hint: "Repeat it in a moment."
        )
    }
}
