internal import NIOConcurrencyHelpers

/// Lets so many tasks work at once, and the others wait for their turn; see ``TurnQueue``.
///
/// The gates of the admin API let requests in by other rules: in the order of coming, to places with threads.
final class Turns: Sendable {
    /// Why there is no turn.
    enum Refusal: Error, Hashable {
        /// So many wait already.
        case full(waiting: Int)
        /// The task was cancelled while it waited.
        case cancelled
    }

    fileprivate struct State {
        var queue: TurnQueue<Int, String>
        var sleeping: [Int: CheckedContinuation<Refusal?, Never>] = [:]
        /// Those that were cancelled before they could wait.
        var cancelled: Set<Int> = []
        var latest = 0
    }

    private let state: NIOLockedValueBox<State>

    /// Turns for `most` at once, while `mostWaiting` wait.
    init(most: Int, mostWaiting: Int) {
        state = NIOLockedValueBox(State(queue: TurnQueue(most: most, mostWaiting: mostWaiting)))
    }

    /// Works when the turn comes.
    ///
    /// - Parameters:
    ///   - name: For whom.
    ///   - work: What to do.
    /// - Returns: What the work answers.
    /// - Throws: `Refusal`; then nothing was done.
    func take<Value: Sendable>(for name: String, _ work: () async -> Value) async throws(Refusal) -> Value {
        if let refusal = await enter(name) { throw refusal }
        defer { leave(name) }
        return await work()
    }

    private func enter(_ name: String) async -> Refusal? {
        let id = state.withLockedValue { state in
            state.latest += 1
            return state.latest
        }
        let refusal = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Refusal?, Never>) in
                let answer: Refusal?? = state.withLockedValue { $0.enter(id, name, continuation) }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let sleeping = state.withLockedValue { $0.cancel(id) }
            sleeping?.resume(returning: .cancelled)
        }
        state.withLockedValue { _ = $0.cancelled.remove(id) }
        return refusal
    }

    private func leave(_ name: String) {
        let next = state.withLockedValue { state in
            state.queue.leave(name).flatMap { state.sleeping.removeValue(forKey: $0) }
        }
        next?.resume(returning: nil)
    }
}

extension Turns.State {
    /// What to answer at once; nothing when the task sleeps from now on.
    fileprivate mutating func enter(
        _ id: Int,
        _ name: String,
        _ continuation: CheckedContinuation<Turns.Refusal?, Never>
    ) -> Turns.Refusal?? {
        guard !cancelled.contains(id) else { return .some(.cancelled) }
        switch queue.enter(id, as: name) {
        case .go: return .some(nil)
        case .full: return .some(.full(waiting: queue.waitingCount))
        case .wait:
            sleeping[id] = continuation
            return .none
        }
    }

    /// Who has to be woken because it was cancelled.
    fileprivate mutating func cancel(_ id: Int) -> CheckedContinuation<Turns.Refusal?, Never>? {
        guard queue.giveUp(id) else {
            cancelled.insert(id)
            return nil
        }
        return sleeping.removeValue(forKey: id)
    }
}
