internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

extension AdminCommand {
    /// Answers as the options want it: the operation's number alone, what was done, or what became of it.
    ///
    /// - Parameters:
    ///   - begun: What was begun.
    ///   - options: Whether it is waited for.
    ///   - client: The client to ask with.
    ///   - answer: Prints what was done.
    /// - Returns: How it ended, when it was waited for, or was not to be.
    /// - Throws: What the daemon refuses, and what `answer` throws.
    func follow(
        _ begun: BegunOperation,
        _ options: OperationOptions,
        _ client: AdminClient,
        answer: () throws -> Void
    ) async throws -> ExitStatus? {
        if options.isAsync { return try printNumber(begun.id) }
        // A program gets one answer: what became of it, when that is waited for.
        let isAnswered = (global.format == .json || global.format == .yaml) && options.wait && begun.id != nil
        if !isAnswered { try answer() }
        Output.notes(begun.messages, global.format)
        guard options.wait, let id = begun.id else { return nil }
        return try await watch(id, timeout: options.timeout, options.progress, client)
    }

    private func printNumber(_ operation: Int?) throws -> ExitStatus {
        try Output.answer(OperationNumber(operation: operation), global.format) { operation.map(String.init) ?? "" }
        if operation == nil, global.format == .text {
            Output.error("No file changed, so there is no operation.")
        }
        return .done
    }
}

/// What a command began: an operation, unless no file changed.
struct BegunOperation {
    let id: Int?
    let messages: [Message]
}

/// What `--async` prints.
private struct OperationNumber: Encodable {
    let operation: Int?

    private enum CodingKeys: String, CodingKey { case operation }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        // The key is always there, null when there is no operation.
        try container.encode(operation, forKey: .operation)
    }
}
