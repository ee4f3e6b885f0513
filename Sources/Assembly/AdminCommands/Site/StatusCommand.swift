internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl status`.
struct StatusCommand: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how the daemon and its site are, and which phones wait for a reset.",
        discussion: "Example:\n  cnfctl status --json"
    )

    @OptionGroup var global: GlobalOptions

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(ShowStatus())
        try Output.answer(report, global.format) { Self.text(report) }
        return .done
    }

    static func text(_ report: StatusReport) -> String {
        let revision = report.revision.map { "\($0), \(report.revisionTime ?? "")" } ?? "none yet"
        let pending = report.pending.isEmpty ? "" : ": " + report.pending.prefix(10).joined(separator: ", ")
        let more = report.pendingCount > 10 ? " and \(report.pendingCount - 10) more" : ""
        let actors = report.pendingBy.map { "\($0.actor) (\($0.phones))" }.joined(separator: ", ")
        let by = actors.isEmpty ? "" : "\n" + Language.current.pendingBy.padded(to: 17) + actors
        let siteFiles = [
            report.defaultFilePending ? " and XMLDefault.cnf.xml" : "", report.capfFilePending ? " and CAPF.der" : "",
        ].joined()
        let warnings = report.warnings.map { "\nwarning          srst \($0.reference): \($0.code)" }.joined()
        let troubles = (report.troubles ?? []).map { "\ntrouble          \($0.text)" }.joined()
        return """
            cnfd             \(report.version)
            cluster          \(report.securityMode)
            revision         \(revision)
            phones           \(report.phones) saved, \(report.published) published, \
            \(report.carryingCertificate) with an SRST certificate
            SRST references  \(report.srstReferences), \(report.secureReferences) secure
            \(Language.current.pending.padded(to: 17))\(report.pendingCount)\(pending)\(more)\(siteFiles)\(by)\(warnings)\(troubles)
            """
    }
}
