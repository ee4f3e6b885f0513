internal import AdminAPI
internal import Hummingbird
internal import NIOConcurrencyHelpers
internal import ServiceLifecycle

/// Gives up what nobody waits for any more.
enum Abandonment {
    /// Performs with the request's body; cancelled when the connection closes or the daemon stops.
    static func whenNobodyWaits<Answer: Sendable>(
        _ request: Hummingbird.Request,
        _ perform: @Sendable @escaping (RequestBody) async throws -> Answer
    ) async throws -> Answer {
        let outcome = NIOLockedValueBox<Result<Answer, any Error>?>(nil)
        do {
            return try await cancelWhenGracefulShutdown {
                try await request.body.consumeWithCancellationOnInboundClose { body in
                    do {
                        let answer = try await perform(body)
                        outcome.withLockedValue { $0 = .success(answer) }
                        return answer
                    } catch {
                        if !(error is CancellationError) { outcome.withLockedValue { $0 = .failure(error) } }
                        throw error
                    }
                }
            }
        } catch is CancellationError {
            // What was finished all the same is told as what it is.
            guard let outcome = outcome.withLockedValue({ $0 }) else { throw CancellationError() }
            return try outcome.get()
        }
    }

    /// Performs to the end what changes something: it is finished although nobody waits, for nobody could tell else whether it
    /// was done.
    static func never<Request: AdminRequest, Answer: Sendable>(
        of request: Request,
        _ perform: @Sendable @escaping () async throws -> Answer
    ) async throws -> Answer {
        guard let change = request as? any ChangeRequest, !change.plan else { return try await perform() }
        return try await Task(executorPreference: WorkThread.current) { try await perform() }.value
    }
}
