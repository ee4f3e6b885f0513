internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import ClusterModel
internal import CommandLines

/// `cnfctl cluster`.
struct ClusterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster",
        abstract: "The settings of the whole cluster.",
        subcommands: [ClusterShow.self, UpdateCommand<Clusters>.self, ClusterSetMode.self, ClusterRevert.self]
    )
}

enum Clusters: Noun {
    typealias Object = Cluster
    static let noun = ObjectNoun.cluster
    static let article = "the cluster"
    static let listAbstract = "List the cluster."
    static let showAbstract = "Show the cluster's settings."
    static let exampleName = "cluster"
    static let exampleFields = ""
    static let exampleChange = "--expired-certificate keep --capf.address cm1.example.net"
    static var columns: [ObjectTable.Column] { [] }
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
        try await ObjectTable.show(ShowObject(noun: .cluster), client, global.format)
    }
}
