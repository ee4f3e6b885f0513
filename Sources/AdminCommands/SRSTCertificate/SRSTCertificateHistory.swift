internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import Documents

/// `cnfctl srst certificate history`.
struct SRSTCertificateHistory: AdminCommand {
    static let answersTable = true
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List the certificates that were accepted, rejected and removed, oldest first.",
        discussion: "Example:\n  cnfctl srst certificate history branch-12"
    )

    @OptionGroup var global: GlobalOptions
    @OptionGroup var sorting: SortOption
    @Argument(help: "The name of a reference that is, or was.") var name: String

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(ListSRSTCertificateHistory(name: name))
        try Output.answer(report, global.format, sort: sorting) {
            var table = Table(["TIME", "EVENT", "BY", "TRUST", "EXPIRES", "SHA-256", "SUBJECT"])
            for event in report.events {
                table.add([
                    event.time, event.event, event.actor, event.trust ?? "-",
                    ObjectTable.text(event.certificate["not-after"]), ObjectTable.text(event.certificate["sha256"]),
                    ObjectTable.text(event.certificate["subject"]),
                ])
            }
            return table
        }
        return .done
    }
}
