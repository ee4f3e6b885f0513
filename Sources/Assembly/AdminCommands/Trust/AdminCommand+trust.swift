internal import AdminAPI
internal import AdminClient
internal import ClusterModel
internal import CommandLines

extension AdminCommand {
    /// Sends a change of trusted certificates; prints its report and its messages.
    func changeTrust<Request: ChangeRequest>(_ request: Request, _ client: AdminClient) async throws -> ExitStatus
    where Request.Response == TrustChangeReport {
        let report = try await client.send(request)
        try Output.answer(report, global.format) { ReportText.trust(report) }
        Output.notes(report.messages, global.format)
        return report.plan && !(report.added.isEmpty && report.removed.isEmpty) ? .difference : .done
    }
}

extension ReportText {
    /// What a change of trusted certificates did.
    static func trust(_ report: TrustChangeReport) -> String {
        let would = report.plan ? "would be " : ""
        var lines = [
            "\(report.added.count) \(would)added, \(report.removed.count) \(would)removed, \(report.unchanged) unchanged"
        ]
        lines += report.added.map { "  + \($0)" } + report.removed.map { "  - \($0)" }
        lines += (report.passedOver ?? []).map { "  passed over \($0): it holds the CAPF root" }
        if let first = report.firstFile {
            let verb = report.plan ? "would be published" : "published in revision \(first.revision ?? 0)"
            lines.append("CAPF.der \(verb)")
        }
        lines += ChangeGroupText.lines(report.changes ?? [])
        return lines.joined(separator: "\n")
    }
}
