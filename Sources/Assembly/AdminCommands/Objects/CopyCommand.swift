internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl <noun> copy`.
struct CopyCommand<Copied: Noun>: AdminCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "copy",
            abstract: "Add \(Copied.article) like another, with the given differences.",
            usage: "\(Copied.command) copy <name> <new-name> [--<field> <value> …] [--fields-file <path>] [--plan]",
            discussion: """
                A certificate is not copied.

                Example:
                  \(Copied.command) copy \(Copied.quotedExample) new-name \(Copied.exampleChange)

                \(FieldHelp.text(Copied.shape, title: "Fields:"))
                """
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: FieldOptions
    @Argument(parsing: .allUnrecognized, help: "The two names, and the fields as flags.") var words: [String] = []

    func validate() throws { _ = try request(readsFiles: false) }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await change(request(readsFiles: true), with: client)
    }

    private func request(readsFiles: Bool) throws -> CopyObject {
        let arguments = try FieldArguments(words, shape: Copied.shape, readsFiles: readsFiles)
        guard arguments.names.count == 2 else { throw ValidationError("Give the name and the copy's new name.") }
        return CopyObject(
            noun: Copied.noun,
            name: arguments.names[0],
            newName: arguments.names[1],
            fields: try options.fields(arguments, shape: Copied.shape, readsFiles: readsFiles),
            plan: options.plan
        )
    }
}
