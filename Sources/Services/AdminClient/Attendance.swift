internal import AdminAPI
internal import Documents
internal import NIOConcurrencyHelpers
internal import NIOCore
internal import UnixSignals

/// Attends an exchange: tells when nothing comes, gives up what only looks, and heeds Ctrl-C.
final class Attendance: Sendable {
    /// How often it looks at the clock. Our own choice.
    private static let interval = Duration.milliseconds(250)

    private struct State {
        var isSent = false
        var isAnswered = false
        var latest = ContinuousClock.now
        var reason: (any Error)?
    }

    private let state = NIOLockedValueBox(State())
    private let waiting: Waiting
    private let manner: RequestManner
    private let channel: any Channel

    /// The attendance of an exchange over a channel.
    init(_ waiting: Waiting, _ manner: RequestManner, _ channel: any Channel) {
        self.waiting = waiting
        self.manner = manner
        self.channel = channel
    }

    /// Notes that all of the request is written.
    func isSent() {
        state.withLockedValue {
            $0.isSent = true
            $0.latest = .now
        }
    }

    /// Notes that a part of the answer has come.
    func hasMoved() {
        state.withLockedValue {
            $0.isAnswered = true
            $0.latest = .now
        }
    }

    /// Writes the end of a request and reads its answer, attended.
    ///
    /// - Throws: `Interruption`, or that the daemon does not answer; what `exchange` throws.
    func attend<Answer>(_ exchange: () async throws -> Answer) async throws -> Answer {
        let signals = waiting.heedsInterrupts && manner == .changes ? await UnixSignalsSequence(trapping: .sigint) : nil
        state.withLockedValue { $0.latest = .now }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.watchClock() }
            if let signals {
                group.addTask {
                    for await _ in signals { return self.giveUp(Interruption()) }
                }
            }
            defer { group.cancelAll() }
            do {
                return try await exchange()
            } catch {
                throw state.withLockedValue { $0.reason } ?? error
            }
        }
    }

    private func watchClock() async throws {
        var hasTold = false
        while true {
            try await Task.sleep(for: Self.interval)
            let (isSent, isAnswered, silence) = state.withLockedValue {
                ($0.isSent, $0.isAnswered, $0.latest.duration(to: .now))
            }
            if !hasTold, !isAnswered, silence >= waiting.quietTime {
                hasTold = true
                waiting.tell(
                    isSent ? "cnfd has the request but has not answered yet." : Waiting.notTaken
                )
            }
            if manner == .looks, silence >= waiting.limit {
                return giveUp(ProblemReport([.noAnswer(within: waiting.limit)]))
            }
        }
    }

    /// Ends the exchange by closing its channel.
    private func giveUp(_ reason: any Error) {
        state.withLockedValue { $0.reason = $0.reason ?? reason }
        channel.close(promise: nil)
    }
}
