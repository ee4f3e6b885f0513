internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents

/// `cnfctl doctor`.
struct DoctorCommand: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look for what is not as it should be, at the daemon or at one phone, and say what mends it.",
        discussion: """
            The daemon fetches a file from itself at every address it listens on, as a phone does, and compares it with \
            what is published; it looks at the certificates, the cluster, the host and the phones. Such a fetch counts for \
            no phone, and nothing is changed.

            Findings come the worst first: error, warning, note. The exit code is 0 when there are none, else 1.

            Examples:
              cnfctl doctor
              cnfctl doctor SEP001122334455
              cnfctl doctor --json
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "A phone's name or address; without it the whole site is looked at.") var phone: String?

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(Examine(phone: phone))
        try Output.answer(report, global.format) { Self.text(report) }
        return report.findings.isEmpty ? .done : .difference
    }

    static func text(_ report: ExaminationReport) -> String {
        let checks = "looked at \(report.checks.joined(separator: ", "))"
        guard !report.findings.isEmpty else { return "\(report.object): no findings; \(checks)" }
        let width = ExaminationReport.Severity.allCases.map(\.rawValue.count).max() ?? 0
        let findings = report.findings.flatMap { finding in
            let details = [finding.cause, finding.remedy, finding.command.map { "run: \($0)" }].compactMap(\.self)
            let severity = finding.severity.rawValue
            let word =
                Style.current.painted(severity, finding.severity.colour)
                + severity.padded(to: width).dropFirst(severity.count)
            let head = "\(word)  \(finding.object): \(finding.code)"
            return ["", head] + details.map { String(repeating: " ", count: width + 2) + $0 }
        }
        let count = Quantity(report.findings.count, "finding")
        return (["\(report.object): \(count); \(checks)"] + findings).joined(separator: "\n")
    }
}

extension ExaminationReport.Severity {
    fileprivate var colour: Style.Colour? {
        switch self {
        case .error: .bad
        case .warning: .doubtful
        case .note: nil
        }
    }
}
