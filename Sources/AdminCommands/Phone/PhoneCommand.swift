internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

/// `cnfctl phone`.
struct PhoneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "phone",
        abstract: "The phones.",
        subcommands: [PhoneList.self, PhoneShow.self, PhoneDelete.self]
    )
}

/// `cnfctl phone list`.
struct PhoneList: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the phones.",
        discussion: "Examples:\n  cnfctl phone list\n  cnfctl phone list --pending"
    )

    @OptionGroup var global: GlobalOptions

    @Flag(name: .long, help: "Only phones that wait for a reset.")
    var pending = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let table = ObjectTable(
            noun: .phone,
            columns: [
                ObjectTable.field("name"), ObjectTable.field("protocol"), ObjectTable.field("model"),
                ObjectTable.field("device-pool"), ObjectTable.field("security-profile"),
                ObjectTable.field("description"),
            ]
        )
        return try await table.list(client, global.format, pending: pending)
    }
}

/// `cnfctl phone show`.
struct PhoneShow: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a phone, what it is served, and whether it waits for a reset.",
        discussion: "Example:\n  cnfctl phone show 00:11:22:33:44:55"
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The phone's name or MAC address.") var name: String

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await ObjectTable.show(.phone, name, client, global.format)
    }
}

/// `cnfctl phone delete`.
struct PhoneDelete: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a phone; its file is withdrawn at once.",
        discussion: "Example:\n  cnfctl phone delete SEP001122334455 --yes"
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The phone's name or MAC address.") var name: String

    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        if !plan, !global.yes {
            let rehearsal = try await client.send(DeletePhone(name: name, plan: true))
            try Terminal.confirm("This deletes \(rehearsal.object) and withdraws its file.", flag: "--yes")
        }
        return try await change(DeletePhone(name: name, plan: plan), with: client)
    }
}
