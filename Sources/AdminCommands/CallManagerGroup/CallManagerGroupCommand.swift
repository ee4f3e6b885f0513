internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import Documents

/// `cnfctl call-manager-group`.
struct CallManagerGroupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call-manager-group",
        abstract: "The call managers that phones try, in order.",
        subcommands: [CallManagerGroupList.self, CallManagerGroupShow.self]
    )
}

/// `cnfctl call-manager-group list`.
struct CallManagerGroupList: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List them.",
        discussion: "Example:\n  cnfctl call-manager-group list --json"
    )

    @OptionGroup var global: GlobalOptions

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let table = ObjectTable(
            noun: .callManagerGroup,
            columns: [
                ObjectTable.field("name"),
                (
                    head: "members",
                    cell: {
                        $0.fields["members"]?.values.compactMap { $0["address"]?.text }.joined(separator: ", ") ?? "-"
                    }
                ),
            ]
        )
        return try await table.list(client, global.format)
    }
}

/// `cnfctl call-manager-group show`.
struct CallManagerGroupShow: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one.",
        discussion: "Example:\n  cnfctl call-manager-group show tokyo"
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The name.") var name: String

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await ObjectTable.show(.callManagerGroup, name, client, global.format)
    }
}
