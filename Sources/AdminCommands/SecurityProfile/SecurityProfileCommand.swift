internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

/// `cnfctl security-profile`.
struct SecurityProfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "security-profile",
        abstract: "What security phones use in a mixed cluster.",
        subcommands: [SecurityProfileList.self, SecurityProfileShow.self]
    )
}

/// `cnfctl security-profile list`.
struct SecurityProfileList: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List them.",
        discussion: "Example:\n  cnfctl security-profile list --json"
    )

    @OptionGroup var global: GlobalOptions

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let table = ObjectTable(
            noun: .securityProfile,
            columns: [
                ObjectTable.field("name"), ObjectTable.field("protocol"), ObjectTable.field("device-security-mode"),
                ObjectTable.field("transport"),
            ]
        )
        return try await table.list(client, global.format)
    }
}

/// `cnfctl security-profile show`.
struct SecurityProfileShow: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one.",
        discussion: "Example:\n  cnfctl security-profile show sip-encrypted"
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The name.") var name: String

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await ObjectTable.show(.securityProfile, name, client, global.format)
    }
}
