internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents

/// `cnfctl <noun> add`.
struct AddCommand<Added: Noun>: AdminCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "add",
            abstract: "Add \(Added.article).",
            usage: "\(Added.command) add <name> [--<field> <value> …] [--fields-file <path>] [--plan]",
            discussion: """
                Example:
                  \(Added.command) add \(Added.quotedExample) \(Added.exampleFields)

                \(FieldHelp.text(Added.shape, title: "Fields:"))
                """
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: FieldOptions
    @Argument(parsing: .allUnrecognized, help: "The name, and the fields as flags.") var words: [String] = []

    func validate() throws { _ = try request(readsFiles: false) }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await change(request(readsFiles: true), with: client)
    }

    private func request(readsFiles: Bool) throws -> AddObject {
        let arguments = try FieldArguments(words, shape: Added.shape, readsFiles: readsFiles)
        let name = try arguments.names.only("a name")
        let fields = try options.fields(arguments, shape: Added.shape, readsFiles: readsFiles)
        let others = fields.entries.filter { $0.key != "name" }
        let named = Document.mapping([Document.Entry("name", .string(name))] + others)
        return AddObject(noun: Added.noun, fields: named, plan: options.plan)
    }
}

extension [String] {
    /// The one argument that a command takes.
    func only(_ what: String) throws(ValidationError) -> String {
        guard let first else { throw ValidationError("Missing expected argument: \(what).") }
        guard count == 1 else { throw ValidationError("Unexpected argument '\(self[1])'. Quote names with spaces.") }
        return first
    }
}
