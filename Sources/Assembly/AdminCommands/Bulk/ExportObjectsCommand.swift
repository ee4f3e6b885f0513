internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents

/// `cnfctl <noun> export`.
struct ExportObjectsCommand<Exported: Noun>: AdminCommand {
    static var answersTable: Bool { true }
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "export",
            abstract: "Print every field of every object as CSV, which import takes.",
            discussion: """
                Passwords are masked; a masked password that is imported again keeps the stored one. An empty cell is an \
                absent field, "" the empty text.

                Examples:
                  \(Exported.command) export > objects.csv
                  \(Exported.command) export --show-secrets > objects.csv
                """
        )
    }

    @OptionGroup var global: GlobalOptions

    @OptionGroup var sorting: SortOption

    @Flag(name: .long, help: "Print passwords as they are; this is recorded in the audit trail.")
    var showSecrets = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let table = ObjectTable(noun: Exported.noun, columns: Exported.columns)
        let request = ListObjects(noun: Exported.noun, showSecrets: showSecrets)
        return try await table.list(request, client, global.format == .text ? .csv : global.format, sort: sorting)
    }
}
