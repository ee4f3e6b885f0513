internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

extension AdminCommand {
    /// Resets; a reset of many phones shows its size first.
    func reset(_ request: Reset, _ options: ResetOptions, _ client: AdminClient) async throws -> ExitStatus {
        if !request.plan, !global.yes, request.scope != .phone {
            var rehearsal = request
            rehearsal.plan = true
            let report = try await client.send(rehearsal)
            let count = report.published.count + report.withdrawn.count
            if count > 0 { try Terminal.confirm("This changes the files of \(count) phones.", flag: "--yes") }
        }
        let report = try await client.send(request)
        if options.isAsync { return try printNumber(report) }
        // A program gets one answer: what became of it, when that is waited for.
        let isAnswered = (global.format == .json || global.format == .yaml) && options.wait && report.operation != nil
        if !isAnswered { try Output.answer(report, global.format) { ReportText.reset(report) } }
        Output.notes(report.messages, global.format)
        if options.wait, let operation = report.operation {
            return try await watch(operation, timeout: options.timeout, options.progress, client)
        }
        return request.plan && report.changesFiles ? .difference : .done
    }

    private func printNumber(_ report: ResetReport) throws -> ExitStatus {
        try Output.answer(OperationNumber(operation: report.operation), global.format) {
            report.operation.map(String.init) ?? ""
        }
        if report.operation == nil, global.format == .text {
            Output.error("No file changed, so there is no operation.")
        }
        return .done
    }
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
