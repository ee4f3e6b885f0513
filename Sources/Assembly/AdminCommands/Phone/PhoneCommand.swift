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
            ObjectTable.field("device-pool"), ObjectTable.field("security-profile"),
            ObjectTable.detail("fetch-state"), ObjectTable.detail("last-fetch", "time"),
            ObjectTable.field("description"),
        ]
    }

    /// What is known of a phone beside its fields, as CSV has it behind them.
    static var stateColumns: [ObjectTable.Column] {
        [
            ObjectTable.detail("fetch-state"), ObjectTable.detail("last-fetch", "time"),
            ObjectTable.detail("last-fetch", "revision", head: "last-fetch-revision"),
            ObjectTable.detail("last-fetch", "address", head: "last-fetch-address"),
        ]
    }
}

/// `cnfctl phone list`.
struct PhoneList: AdminCommand {
    static let answersTable = true
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the phones.",
        discussion: ListFilters.help(
            Phones.self,
            examples: [
                "cnfctl phone list --pending", "cnfctl phone list --behind --sort last-fetch",
                "cnfctl phone list --not-since 7d --output csv",
            ],
            note: """
                fetch-state tells whether a phone has the file it is served. current: it acknowledged it to the end. \
                sent: only its last acknowledgement is missing. old: what it last fetched to the end is another file. \
                never: it has fetched none to the end. unserved: there is no file for it. last-fetch is when it last \
                fetched a file to the end.
                """
        )
    )

    @OptionGroup var global: GlobalOptions
    @OptionGroup var filters: ListFilters

    @Flag(name: .long, help: "Only phones that wait for a reset.")
    var pending = false
    @Flag(name: .long, help: "Only phones whose last complete fetch is not the file they are served now.")
    var behind = false
    @Flag(name: .long, help: "Only phones that have never fetched a file to the end.")
    var neverFetched = false
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only phones that have fetched no file to the end for this long, for instance 7d, or since a time (ISO 8601).",
            valueName: "time"
        )
    )
    var notSince: String?

    func validate() throws {
        _ = try filters.conditions()
        try filters.requireSaved([
            "--pending": pending, "--behind": behind, "--never-fetched": neverFetched, "--not-since": notSince != nil,
        ])
        guard let notSince, TimeSpan(notSince) == nil, RelativeTime.second(of: notSince) == nil else { return }
        throw ValidationError(
            "--not-since \"\(notSince)\" is no time; \(TimeSpan.examples), or like 2026-11-23T05:12:00Z."
        )
    }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let table = filters.table(Phones.self)
        let request = ListObjects(
            noun: Phones.noun,
            pending: pending,
            fetches: ListObjects.Fetches(behind: behind, neverFetched: neverFetched, notSince: notSince),
            names: filters.names,
            filters: try filters.conditions(),
            deleted: filters.deleted
        )
        return try await table.list(request, client, global.format, sort: filters.sorting)
    }
}
