internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

/// `cnfctl srst check`.
struct SRSTCheck: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract:
            "Go through the set-up checklist of a secure reference: what holds, what does not yet, and what to do.",
        discussion: """
            Every step is ok, not yet, or cannot tell: what only the gateway and the phones know. With --assume you give \
            your word for a step; it counts where this host cannot tell, and for phones that are meant to be non-secure. \
            It never hides what can be seen to be wrong.

            The exit code is 0 when every step is ok or assumed, else 1. Nothing saved is changed.

            Examples:
              cnfctl srst check branch-12
              cnfctl srst check branch-12 --assume trust-list --assume gateway-has-issuers --assume gateway-reset
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The reference's name.") var name: String

    @Option(
        name: .long,
        help: ArgumentHelp("A step for which you give your word; may be given several times.", valueName: "step")
    )
    var assume: [String] = []

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(CheckSRSTReference(name: name, assume: assume))
        try Output.answer(report, global.format) { Self.text(report) }
        return report.holds ? .done : .difference
    }

    static func text(_ report: SRSTCheckReport) -> String {
        let holding = report.lines.count { [.ok, .assumed].contains($0.state) }
        let verdict =
            report.holds
            ? "\(report.object): all \(report.lines.count) steps hold"
            : "\(report.object): \(holding) of \(report.lines.count) steps hold"
        var table = Table(["STATE", "STEP", "FOUND"])
        for line in report.lines { table.add([words(line.state), line.step.rawValue, line.found]) }
        let open = report.lines.filter { ![.ok, .assumed].contains($0.state) }
        let remedies = open.map(remedy).joined(separator: "\n")
        return "\(verdict)\n\n\(table.text)" + (open.isEmpty ? "" : "\n\nTo do:\n\(remedies)")
    }

    /// What to do about a step, a line each.
    private static func remedy(_ line: SRSTCheckReport.Line) -> String {
        let details = [
            ReportText.names("phones", line.phones),
            line.command.map { "run: \($0)" },
            line.canBeAssumed ? "your word for it: --assume \(line.step.rawValue)" : nil,
        ]
        let head = "  \(line.step.rawValue)" + (line.remedy.map { ": \($0)" } ?? ":")
        return ([head] + details.compactMap { $0.map { "    " + $0 } }).joined(separator: "\n")
    }

    private static func words(_ state: SRSTCheckReport.State) -> String {
        switch state {
        case .ok: "ok"
        case .notYet: "not yet"
        case .cannotTell: "cannot tell"
        case .assumed: "assumed"
        }
    }
}
