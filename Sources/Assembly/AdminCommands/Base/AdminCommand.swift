internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents

/// A command that talks to the daemon: what every noun and verb shares.
protocol AdminCommand: AsyncParsableCommand {
    /// What every command takes.
    var global: GlobalOptions { get }
    /// Whether its answer is a table.
    static var answersTable: Bool { get }
    /// Does the work and says how it ended.
    func perform(_ client: AdminClient) async throws -> ExitStatus
}

extension AdminCommand {
    /// Most answers are none.
    static var answersTable: Bool { false }

    /// Runs the command, prints what was refused, and ends with the exit code of the contract.
    mutating func run() async throws {
        let status: ExitStatus
        do {
            // Before anything is changed.
            if global.format.needsTable, !Self.answersTable { throw Output.noTable(global.format) }
            status = try await Style.$current.withValue(Style(global)) {
                let waiting = Waiting(heedsInterrupts: true) { Output.error($0) }
                return try await perform(AdminClient(socketPath: global.socketPath, waiting: waiting))
            }
        } catch is Interruption {
            Output.error("What cnfd has begun goes on without you. See with cnfctl audit list whether it was saved.")
            status = .interrupted
        } catch let report as ProblemReport {
            Output.refusal(report, global.format)
            status = ExitStatus(report.error.kind)
        } catch let problem as Problem {
            Output.refusal(ProblemReport([problem]), global.format)
            status = ExitStatus(problem.kind)
        }
        if status != .done { throw ExitCode(status.rawValue) }
    }

    /// Sends a change; prints its report and its messages.
    func change<Request: ChangeRequest>(_ request: Request, with client: AdminClient) async throws -> ExitStatus
    where Request.Response == ChangeReport {
        try answer(try await client.send(request))
    }

    /// Sends a change that may take something away, after a yes to that; prints its report and its messages.
    func change<Request: ConfirmableRequest>(_ request: Request, with client: AdminClient) async throws -> ExitStatus
    where Request.Response == ChangeReport {
        var request = request
        return try answer(try await confirming(&request) { try await client.send($0) })
    }

    /// Sends a change; the daemon refuses to take something away, or to bring it back, unconfirmed, and then whoever is at
    /// the terminal is asked, and the request has the answer.
    func confirming<Request: ConfirmableRequest>(
        _ request: inout Request,
        _ send: (Request) async throws -> Request.Response
    ) async throws -> Request.Response {
        if global.yes { request = request.confirmed }
        do {
            return try await send(request)
        } catch let report as ProblemReport where ReturningObject.isRefusal(report.error) {
            try Terminal.confirm(report.error.message, flag: "--yes")
            request = request.confirmed
            return try await send(request)
        }
    }

    private func answer(_ report: ChangeReport) throws -> ExitStatus {
        try Output.answer(report, global.format) { ReportText.change(report) }
        Output.notes(report.messages + (report.reset?.messages ?? []), global.format)
        return report.plan && report.changed ? .difference : .done
    }
}
