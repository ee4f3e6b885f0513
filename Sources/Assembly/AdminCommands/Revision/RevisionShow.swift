internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl revision show`.
struct RevisionShow: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a revision and the files it published or took away.",
        discussion: "Example:\n  cnfctl revision show 3"
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The revision's number, or INCARNATION/NUMBER.") var revision: String

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(ShowRevision(revision: revision))
        try Output.answer(report, global.format) { Self.text(report) }
        return .done
    }

    static func text(_ report: RevisionReport) -> String {
        let head = """
            revision   \(report.revision)
            committed  \(report.committedAt)
            as of      \(report.asOf)
            actor      \(report.actor)
            reason     \(report.reason)
            files      \(report.published) published, \(report.withdrawn) withdrawn
            """
        guard let files = report.files, !files.isEmpty else { return head }
        var table = Table(["FILE", "SHA-256", "SRST CERTIFICATE", "COPIED FROM"])
        for file in files {
            table.add([
                file.file, file.sha256 ?? "withdrawn", file.srstCertificate ?? "-",
                file.copiedFrom.map { "revision \($0)" } ?? "-",
            ])
        }
        return head + "\n\n" + table.text(width: Terminal.width, style: .current)
    }
}
