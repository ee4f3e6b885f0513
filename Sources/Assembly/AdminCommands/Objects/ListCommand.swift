internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents

/// `cnfctl <noun> list`.
struct ListCommand<Listed: Noun>: AdminCommand {
    static var answersTable: Bool { true }
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: Listed.listAbstract,
            discussion: ListFilters.help(Listed.self, examples: [])
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var filters: ListFilters

    func validate() throws { _ = try filters.conditions() }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let request = ListObjects(
            noun: Listed.noun,
            names: filters.names,
            filters: try filters.conditions(),
            deleted: filters.deleted
        )
        return try await filters.table(Listed.self).list(request, client, global.format, sort: filters.sorting)
    }
}

/// Which objects a list is to have.
struct ListFilters: ParsableArguments {
    @Argument(help: "Names, with wildcards: * is any text, ? any one character; case does not count.")
    var names: [String] = []

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp("Only those whose field fits, with the same wildcards.", valueName: "field=value")
    )
    var filters: [String] = []

    @Flag(
        name: .long,
        help: "Those that were deleted and can be brought back with undelete, instead of those that are saved."
    )
    var deleted = false

    @OptionGroup var sorting: SortOption

    /// The table of a noun's objects; of deleted ones, when they were and by whom.
    func table<Listed: Noun>(_ noun: Listed.Type) -> ObjectTable {
        guard deleted else {
            return ObjectTable(noun: noun.noun, columns: noun.columns, stateColumns: noun.stateColumns)
        }
        var columns = [ObjectTable.field("name")]
        for key in ["deleted-at", "deleted-by"] + (noun.noun == .phone ? ["replaced-by"] : []) {
            columns.append((key, { ObjectTable.text($0.details[key]) }))
        }
        return ObjectTable(noun: noun.noun, columns: columns)
    }

    /// Refuses, of deleted objects, a condition on what only saved ones have.
    ///
    /// - Parameter flags: The conditions, and whether each was given.
    /// - Throws: Which of them was given.
    func requireSaved(_ flags: KeyValuePairs<String, Bool>) throws(ValidationError) {
        guard deleted, let flag = flags.first(where: \.value)?.key else { return }
        throw ValidationError("\(flag) is about saved objects; leave it out, or leave out --deleted.")
    }

    /// The conditions of `--where`.
    func conditions() throws(ValidationError) -> [ListObjects.Filter] {
        var conditions: [ListObjects.Filter] = []
        for text in filters {
            guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
                throw ValidationError("\"\(text)\" is no condition; write --where FIELD=VALUE.")
            }
            let field = String(text[..<equals])
            conditions.append(ListObjects.Filter(field: field, pattern: String(text[text.index(after: equals)...])))
        }
        return conditions
    }

    /// The examples of a `list`, the fields it knows, and what else is to be said.
    static func help<Listed: Noun>(_ noun: Listed.Type, examples: [String], note: String? = nil) -> String {
        let own = [
            "\(noun.command) list --json", "\(noun.command) list '\(noun.exampleName.prefix(3))*'",
            "\(noun.command) list --sort name:desc",
            "\(noun.command) list --where '\(noun.shape.last?.key ?? "name")=*'",
            "\(noun.command) list --deleted --sort deleted-at:desc",
        ]
        let lines = (own + examples).map { "\n  " + $0 }.joined()
        let first = note.map { $0 + "\n\n" } ?? ""
        return "\(first)Examples:\(lines)\n\n\(FieldHelp.text(noun.shape, title: "Fields:"))"
    }
}
