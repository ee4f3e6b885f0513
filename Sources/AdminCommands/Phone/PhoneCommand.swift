internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import ClusterModel
internal import CommandLines

/// `cnfctl phone`.
struct PhoneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: Phones.noun.rawValue,
        abstract: "The phones.",
        subcommands: [
            PhoneList.self, ShowCommand<Phones>.self, AddCommand<Phones>.self, CopyCommand<Phones>.self,
            UpdateCommand<Phones>.self, DeleteCommand<Phones>.self, ResetNounCommand<Phones>.self,
            ImportObjectsCommand<Phones>.self, ExportObjectsCommand<Phones>.self,
            PhoneCertificateCommand.self, PhoneReplace.self, RevertCommand<Phones>.self, UndeleteCommand<Phones>.self,
        ]
    )
}

enum Phones: ResettableNoun {
    typealias Object = Phone
    static let scope = Reset.Scope.phone
    static let article = "a phone"
    static let noun = ObjectNoun.phone
    static let listAbstract = "List the phones."
    static let showAbstract = "Show a phone, what it is served and fetched last, and whether it waits for a reset."
    static let exampleName = "00:11:22:33:44:55"
    static let exampleFields = "--protocol sip --model 8841 --device-pool HQ --security-profile sip-plain --lines 1001"
    static let exampleChange = "--device-pool Branch-12"

    static var columns: [ObjectTable.Column] {
        [
            ObjectTable.field("name"), ObjectTable.field("protocol"), ObjectTable.field("model"),
            ObjectTable.field("device-pool"), ObjectTable.field("security-profile"), ObjectTable.field("description"),
        ]
    }
}

/// `cnfctl phone list`.
struct PhoneList: AdminCommand {
    static let answersTable = true
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the phones.",
        discussion: ListFilters.help(Phones.self, examples: ["cnfctl phone list --pending"])
    )

    @OptionGroup var global: GlobalOptions
    @OptionGroup var filters: ListFilters

    @Flag(name: .long, help: "Only phones that wait for a reset.")
    var pending = false

    func validate() throws { _ = try filters.conditions() }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let table = filters.table(Phones.self)
        let request = ListObjects(
            noun: Phones.noun,
            pending: pending,
            names: filters.names,
            filters: try filters.conditions(),
            deleted: filters.deleted
        )
        return try await table.list(request, client, global.format, sort: filters.sorting)
    }
}
