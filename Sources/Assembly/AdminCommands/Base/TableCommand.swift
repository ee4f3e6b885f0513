internal import AdminAPI
internal import AdminClient
internal import CommandLines

/// A command that prints one answer as a table.
protocol TableCommand: AdminCommand {
    associatedtype Request: AdminRequest
    /// The order of the rows that was asked for.
    var sorting: SortOption { get }
    /// What the daemon is asked.
    var request: Request { get }
    /// The answer for people.
    static func table(_ report: Request.Response) -> Table
}

extension TableCommand {
    static var answersTable: Bool { true }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        _ = try await answer(client)
        return .done
    }

    /// Asks the daemon and prints the answer.
    func answer(_ client: AdminClient) async throws -> Request.Response {
        let report = try await client.send(request)
        try Output.answer(report, global.format, sort: sorting) { Self.table(report) }
        return report
    }
}
