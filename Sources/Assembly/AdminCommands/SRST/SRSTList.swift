internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl srst list`.
struct SRSTList: AdminCommand {
    static let answersTable = true
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: SRSTReferences.listAbstract,
        discussion: ListFilters.help(SRSTReferences.self, examples: ["cnfctl srst list --expiring 30d"])
    )

    @OptionGroup var global: GlobalOptions
    @OptionGroup var filters: ListFilters

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only those whose accepted certificate has expired or will within this time, for instance 30d.",
            valueName: "time"
        )
    )
    var expiring: String?

    func validate() throws {
        _ = try filters.conditions()
        try filters.requireSaved(["--expiring": expiring != nil])
        _ = try expiringSeconds()
    }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let request = ListObjects(
            noun: SRSTReferences.noun,
            expiring: try expiringSeconds(),
            names: filters.names,
            filters: try filters.conditions(),
            deleted: filters.deleted
        )
        let table = filters.table(SRSTReferences.self)
        return try await table.list(request, client, global.format, sort: filters.sorting)
    }

    private func expiringSeconds() throws(ValidationError) -> Int? {
        guard let expiring else { return nil }
        guard let span = TimeSpan(expiring) else {
            throw ValidationError("--expiring \"\(expiring)\" is no length of time; \(TimeSpan.examples).")
        }
        return span.seconds
    }
}
