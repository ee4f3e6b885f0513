internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents

/// `cnfctl audit list`.
struct AuditList: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the latest changes, the last first, each with what it changed.",
        discussion: """
            Examples:
              cnfctl audit list --object "srst branch-12"
              cnfctl audit list --object phone --actor operator --since 2026-11-23T00:00:00Z
            """
    )

    @OptionGroup var global: GlobalOptions

    @Option(
        name: .long,
        help: ArgumentHelp("Only this object, for instance \"srst branch-12\"; a noun alone is all of it.")
    )
    var object: String?
    @Option(name: .long, help: ArgumentHelp("Only this user's changes.", valueName: "user"))
    var actor: String?
    @Option(name: .long, help: ArgumentHelp("Nothing before this time (ISO 8601).", valueName: "time"))
    var since: String?
    @Option(
        name: .long,
        help: ArgumentHelp("At most so many. (default: 50)", valueName: "number"),
        transform: { try NumberLimit.listed.number($0) }
    )
    var limit: Int = 50

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let request = ListAudit(object: object, actor: actor, since: since, limit: limit)
        let report = try await client.send(request)
        try Output.answer(report, global.format) { report.records.flatMap(Self.lines).joined(separator: "\n") }
        return .done
    }

    private static func lines(_ record: AuditReport.Record) -> [String] {
        ["\(record.sequence)  \(record.time)  \(record.actor)  \(record.action) \(record.object)"]
            + DocumentDifference.lines(from: record.before, to: record.after).map { "    " + $0 }
    }
}
