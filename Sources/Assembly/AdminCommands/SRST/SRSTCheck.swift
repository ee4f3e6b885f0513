internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

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

    static func text(_ report: SRSTCheckReport, _ language: Language = .current) -> String {
        let holding = report.lines.count { [.ok, .assumed].contains($0.state) }
        var table = Table(language.checklistHeads)
        for line in report.lines {
            table.add([language.words(line.state), language.title(line.step), line.found])
        }
        table.paint(language.checklistHeads[0], language.colours)
        let open = report.lines.filter { ![.ok, .assumed].contains($0.state) }
        let remedies = open.map { remedy($0, language) }.joined(separator: "\n")
        let verdict = language.verdict(report.object, holding: holding, of: report.lines.count)
        return "\(verdict)\n\n\(table.text(style: .current))"
            + (open.isEmpty ? "" : "\n\n\(language.toDo)\n\(remedies)")
    }

    /// What to do about a step, a line each.
    private static func remedy(_ line: SRSTCheckReport.Line, _ language: Language) -> String {
        let details = [
            ReportText.names("phones", line.phones),
            line.command.map { "run: \($0)" },
            line.canBeAssumed ? "your word for it: --assume \(line.step.rawValue)" : nil,
        ]
        let remedy = language.remedy(line)
        let head = "  \(line.step.rawValue)" + (remedy.map { ": \($0)" } ?? ":")
        return ([head] + details.compactMap { $0.map { "    " + $0 } }).joined(separator: "\n")
    }
}

/// The words of the checklist (S12).
extension Language {
    fileprivate var checklistHeads: [String] {
        switch self {
        case .english: ["STATE", "STEP", "FOUND"]
        case .japanese: ["状態", "項目", "確認結果"]
        }
    }

    fileprivate var toDo: String {
        switch self {
        case .english: "To do:"
        case .japanese: "必要な作業:"
        }
    }

    fileprivate func verdict(_ object: String, holding: Int, of all: Int) -> String {
        switch self {
        case .english:
            holding == all ? "\(object): all \(all) steps hold" : "\(object): \(holding) of \(all) steps hold"
        case .japanese: JapaneseChecklist.verdict(object, holding: holding, of: all)
        }
    }

    fileprivate func title(_ step: SRSTCheckReport.Step) -> String {
        switch self {
        case .english: step.rawValue
        case .japanese: JapaneseChecklist.title(step)
        }
    }

    fileprivate func remedy(_ line: SRSTCheckReport.Line) -> String? {
        switch self {
        case .english: line.remedy
        case .japanese: JapaneseChecklist.remedy(line.step)
        }
    }

    fileprivate func words(_ state: SRSTCheckReport.State) -> String {
        guard self == .english else { return JapaneseChecklist.state(state) }
        return switch state {
        case .ok: "ok"
        case .notYet: "not yet"
        case .cannotTell: "cannot tell"
        case .assumed: "assumed"
        }
    }

    fileprivate var colours: [String: Style.Colour] {
        Dictionary(
            SRSTCheckReport.State.allCases.map { state in
                let colour: Style.Colour =
                    switch state {
                    case .ok, .assumed: .good
                    case .notYet: .bad
                    case .cannotTell: .doubtful
                    }
                return (words(state), colour)
            }
        ) { first, _ in first }
    }
}
