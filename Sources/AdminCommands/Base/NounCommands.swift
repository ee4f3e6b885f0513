internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

/// A noun of the grammar as its `list` and `show` need to know it.
protocol Noun {
    /// The noun in the API; its raw value is the word on the command line.
    static var noun: ObjectNoun { get }
    /// What `list` lists.
    static var listAbstract: String { get }
    /// What `show` shows.
    static var showAbstract: String { get }
    /// A name for the examples.
    static var exampleName: String { get }
    /// The columns of the table.
    static var columns: [ObjectTable.Column] { get }
}

/// `cnfctl <noun> list`.
struct ListCommand<Listed: Noun>: AdminCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: Listed.listAbstract,
            discussion: "Example:\n  cnfctl \(Listed.noun.rawValue) list --json"
        )
    }

    @OptionGroup var global: GlobalOptions

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await ObjectTable(noun: Listed.noun, columns: Listed.columns).list(client, global.format)
    }
}

/// `cnfctl <noun> show`.
struct ShowCommand<Shown: Noun>: AdminCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract: Shown.showAbstract,
            discussion: "Example:\n  cnfctl \(Shown.noun.rawValue) show \(Shown.exampleName)"
        )
    }

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The name.") var name: String

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await ObjectTable.show(Shown.noun, name, client, global.format)
    }
}
