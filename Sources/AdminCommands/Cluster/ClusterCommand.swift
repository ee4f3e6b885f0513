internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

/// `cnfctl cluster`.
struct ClusterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster",
        abstract: "The settings of the whole cluster.",
        subcommands: [ClusterShow.self, ClusterSetMode.self]
    )
}

/// `cnfctl cluster show`.
struct ClusterShow: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the cluster's settings.",
        discussion: "Example:\n  cnfctl cluster show --json"
    )

    @OptionGroup var global: GlobalOptions

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await ObjectTable.show(.cluster, nil, client, global.format)
    }
}
