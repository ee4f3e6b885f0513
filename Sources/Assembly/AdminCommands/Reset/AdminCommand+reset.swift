internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents

extension AdminCommand {
    /// Resets; a reset of many phones shows its size first.
    func reset(_ request: Reset, _ options: ResetOptions, _ client: AdminClient) async throws -> ExitStatus {
        var request = request
        if !request.plan, !global.yes, request.scope != .phone {
            var rehearsal = request
            rehearsal.plan = true
            let report = try await client.send(rehearsal)
            let count = report.published.count + report.withdrawn.count + (report.deferred ?? 0)
            if count > 0 {
                let phones = Quantity(count, "phone")
                let question = ClockAnswer.question(report.messages)
                try Terminal.confirm(question + "This changes the files of \(phones).", flag: "--yes")
                // The yes was to these files, and to the clock if it was asked about.
                request.expected = report.digest
                if !question.isEmpty { request.clock = .isRight }
            }
        }
        let report = try await client.send(request)
        let begun = BegunOperation(id: report.operation, messages: report.messages)
        let status = try await follow(begun, options.operation, client) {
            try Output.answer(report, global.format) { ReportText.reset(report) }
        }
        return status ?? (request.plan && report.changesFiles ? .difference : .done)
    }
}
