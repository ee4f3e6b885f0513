internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents

/// `cnfctl revision rollback`.
struct RevisionRollback: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Serve the files of an earlier revision again, byte for byte.",
        discussion: """
            This is a new revision, and an operation as a reset is: phones are told, and followed. The saved state stays, so the phones wait for a reset afterwards. Phones that got \
            their first file since keep it, and deleted ones stay without. A file that would contradict today's cluster mode, \
            or carry a certificate that is not accepted now, is asked about, too.

            At a terminal one question tells all of this, and yes is the answer to all of it. Elsewhere --yes agrees to \
            the files that change; when some of them contradict what is saved today, --confirm is needed, too.

            Examples:
              cnfctl revision rollback 3 --plan
              cnfctl revision rollback 3 --wait
              cnfctl revision rollback 3 --wave 500 --pause 60
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The revision's number, or INCARNATION/NUMBER.") var revision: String

    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false
    @Flag(
        name: .long,
        help:
            "Besides --yes: let files contradict today's cluster mode or accepted certificates, and take a clock that stands far ahead for right."
    )
    var confirm = false
    @Flag(name: .long, help: ClockAnswer.wasWrongHelp)
    var clockWasWrong = false
    @OptionGroup var operation: OperationOptions

    func validate() throws { try operation.validate(plan: plan) }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        var request = RollbackRevision(
            revision: revision,
            plan: plan,
            confirm: confirm,
            staleAfter: operation.staleAfter,
            waves: operation.waves
        )
        request.clock = clockWasWrong ? .wasWrong : nil
        if !plan, !global.yes {
            var question = request
            question.plan = true
            let rehearsal = try await client.send(question)
            if rehearsal.differs {
                let clock = ClockAnswer.question(rehearsal.messages)
                let contradictions = confirm ? [] : Self.contradictions(rehearsal)
                try Terminal.confirm(
                    clock + Self.summary(rehearsal, contradictions),
                    flag: contradictions.isEmpty ? "--yes" : "--yes --confirm"
                )
                // The yes was to these files, to what they contradict, and to the clock if it was asked about.
                request.expected = rehearsal.digest
                if !contradictions.isEmpty { request.confirm = true }
                if !clock.isEmpty { request.clock = .isRight }
            }
        }
        let report = try await client.send(request)
        let begun = BegunOperation(id: report.operation, messages: report.messages)
        let status = try await follow(begun, operation, client) {
            try Output.answer(report, global.format) { Self.text(report) }
        }
        return status ?? (report.plan && report.differs ? .difference : .done)
    }

    /// What a yes is asked for, in one question.
    private static func summary(_ rehearsal: RollbackReport, _ contradictions: [String]) -> String {
        let phones = Quantity(rehearsal.restored.count + (rehearsal.deferred ?? 0), "phone")
        let reasons = contradictions.isEmpty ? "" : "; \(contradictions.joined(separator: "; "))"
        return "This changes the files of \(phones)\(reasons)."
    }

    /// What files contradict, a sentence without its end for each reason.
    private static func contradictions(_ report: RollbackReport) -> [String] {
        report.contradictions.sorted { $0.key < $1.key }.map { reason, count in
            let files = Quantity(count, "file")
            return "\(files) \(files.choose("contradicts", "contradict")) what is saved today (\(reason))"
        }
    }

    static func text(_ report: RollbackReport) -> String {
        guard report.differs else { return "rollback to revision \(report.target): no file differs" }
        let done = report.revision.map { "revision \($0): " } ?? ""
        let verb = report.plan ? "would be restored" : "restored"
        var lines = [
            "rollback to revision \(report.target): \(done)\(Quantity(report.restored.count, "phone file")) \(verb)"
        ]
        lines += ReportText.wavesLeft(report.deferred, of: report.waves)
        if let operation = report.operation { lines.append("  operation \(operation)") }
        if report.plan { lines += ChangeGroupText.lines(report.changes).map { "  " + $0 } }
        if !report.newer.isEmpty {
            let newer = Quantity(report.newer.count, "newer phone")
            lines.append("  \(newer) \(newer.choose("keeps its file", "keep their files"))")
        }
        if !report.deleted.isEmpty {
            let deleted = Quantity(report.deleted.count, "deleted phone")
            lines.append("  \(deleted) \(deleted.choose("stays without a file", "stay without files"))")
        }
        lines += contradictions(report).map { "  \($0)\(report.plan ? "; needs --confirm" : "")" }
        return lines.joined(separator: "\n")
    }
}

extension RollbackReport {
    /// Whether any file changes.
    fileprivate var differs: Bool { !restored.isEmpty || defaultFile || capfFile }
}
