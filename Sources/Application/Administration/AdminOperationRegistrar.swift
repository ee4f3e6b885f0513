public import AdminAPI

/// Takes each operation of the admin API once: how a server learns its routes.
public protocol AdminOperationRegistrar {
    /// Registers the operation that answers `Request`.
    ///
    /// - Parameters:
    ///   - type: The request.
    ///   - access: What the actor of a request must be allowed for it to be performed.
    ///   - perform: Answers a request of an actor who is.
    mutating func register<Request: AdminRequest>(
        _ type: Request.Type,
        access: @Sendable @escaping (Request, _ actor: String) -> AdminAccess,
        _ perform: @Sendable @escaping (Request, _ actor: String) async throws -> Request.Response
    )

    /// Registers the operation that answers `Request` piece by piece.
    mutating func register<Request: AdminStreamRequest>(
        _ type: Request.Type,
        access: @Sendable @escaping (Request, _ actor: String) -> AdminAccess,
        _ perform:
            @Sendable @escaping (
                Request,
                _ body: any AdminStreamSource,
                _ sink: inout any AdminStreamSink,
                _ actor: String
            ) async throws -> Request.Summary
    )
}

/// Where what a request brings behind its line comes from.
public protocol AdminStreamSource: Sendable {
    /// The next octets; none at the end, and none when the task is cancelled. One task at a time asks.
    func next() async throws -> [UInt8]?
}

/// Where the pieces of an answer go.
public protocol AdminStreamSink {
    /// Sends lines of the answer; returns when there is room for more.
    mutating func send(_ lines: [UInt8]) async throws
}
