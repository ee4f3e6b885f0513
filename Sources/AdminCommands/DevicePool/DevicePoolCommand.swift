internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

/// `cnfctl device-pool`.
struct DevicePoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device-pool",
        abstract: "What phones belong to: call managers, SRST choice, time and language.",
        subcommands: [DevicePoolList.self, DevicePoolShow.self]
    )
}

/// `cnfctl device-pool list`.
struct DevicePoolList: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List them.",
        discussion: "Example:\n  cnfctl device-pool list --json"
    )

    @OptionGroup var global: GlobalOptions

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let table = ObjectTable(
            noun: .devicePool,
            columns: [ObjectTable.field("name"), ObjectTable.field("call-manager-group"), ObjectTable.field("srst")]
        )
        return try await table.list(client, global.format)
    }
}

/// `cnfctl device-pool show`.
struct DevicePoolShow: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one.",
        discussion: "Example:\n  cnfctl device-pool show HQ"
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The name.") var name: String

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await ObjectTable.show(.devicePool, name, client, global.format)
    }
}
