internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

/// `cnfctl phone`.
struct PhoneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: Phones.noun.rawValue,
        abstract: "The phones.",
        subcommands: [PhoneList.self, ShowCommand<Phones>.self, PhoneDelete.self, PhoneRevert.self]
    )
}

enum Phones: Noun {
    static let noun = ObjectNoun.phone
    static let listAbstract = "List the phones."
    static let showAbstract = "Show a phone, what it is served and fetched last, and whether it waits for a reset."
    static let exampleName = "00:11:22:33:44:55"

    static var columns: [ObjectTable.Column] {
        [
            ObjectTable.field("name"), ObjectTable.field("protocol"), ObjectTable.field("model"),
            ObjectTable.field("device-pool"), ObjectTable.field("security-profile"), ObjectTable.field("description"),
        ]
    }
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
        let table = ObjectTable(noun: Phones.noun, columns: Phones.columns)
        return try await table.list(client, global.format, pending: pending)
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
