internal import AdminAPI
internal import Hummingbird
internal import ServiceLifecycle

/// Gives up what nobody waits for any more.
enum Abandonment {
    /// Performs with the request's body; cancelled when the connection closes or the daemon stops.
    static func whenNobodyWaits<Answer: Sendable>(
        _ request: Hummingbird.Request,
        _ perform: @Sendable @escaping (RequestBody) async throws -> Answer
    ) async throws -> Answer {
        try await cancelWhenGracefulShutdown {
            try await request.body.consumeWithCancellationOnInboundClose { try await perform($0) }
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
