internal import AdminAPI
internal import Store

/// A request whose answer may be of any length, and is sent while it is found.
protocol StreamingUseCase: AdminStreamRequest {
    /// What one must be allowed for it to be performed.
    var access: AdminAccess { get }

    /// Answers.
    ///
    /// - Parameters:
    ///   - body: What the request brings behind its line.
    ///   - sink: Where the pieces of the answer go.
    ///   - store: The store.
    ///   - context: The call.
    /// - Returns: What stands in the end.
    /// - Throws: What goes in the place of that.
    func run(
        _ body: any AdminStreamSource,
        _ sink: inout any AdminStreamSink,
        _ store: any StorePort,
        _ context: UseCaseContext
    ) async throws -> Summary
}
