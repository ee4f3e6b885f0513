internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents

/// `cnfctl <noun> update`.
struct UpdateCommand<Updated: Noun>: AdminCommand {
    private static var hasName: Bool { Updated.noun != .cluster }

    static var configuration: CommandConfiguration {
        let name = hasName ? " <name>" : ""
        let example = hasName ? " \(Updated.quotedExample)" : ""
        return CommandConfiguration(
            commandName: "update",
            abstract: "Change fields of \(Updated.article).",
            usage: "\(Updated.command) update\(name) [--<field> <value> …] [--unset <field> …] [--reset] [--plan]",
            discussion: """
                Fields that are not given stay as they are. Phones' files change at the next reset.\(lists)

                Example:
                  \(Updated.command) update\(example) \(Updated.exampleChange)

                \(FieldHelp.text(Updated.shape, title: "Fields:"))
                """
        )
    }

    /// What becomes of the items of lists.
    private static var lists: String {
        for field in Updated.shape {
            guard case .objects(let fields) = field.kind, let example = fields.first(where: { !$0.isRequired }) else {
                continue
            }
            let name = fields.first(where: \.isRequired)?.key ?? "name"
            return
                " --\(field.key) gives the whole list; an item whose \(name) is saved keeps the fields that are not given. "
                + "--\(field.key).2.\(example.key) changes that field of the second item alone."
        }
        return ""
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: FieldOptions
    @Flag(name: .long, help: "Reset the dependent phones in the same step.")
    var reset = false
    @Option(
        name: .long,
        help: ArgumentHelp("Refuse unless the object still has this version.", valueName: "number"),
        transform: { try NumberLimit.serial.number($0) }
    )
    var ifVersion: Int?
    @Argument(parsing: .allUnrecognized, help: "The name, and the fields as flags.") var words: [String] = []

    func validate() throws { _ = try request(readsFiles: false) }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await changeResetting(request(readsFiles: true), global, client)
    }

    private func request(readsFiles: Bool) throws -> UpdateObject {
        let arguments = try FieldArguments(words, shape: Updated.shape, readsFiles: readsFiles)
        var name: String?
        if Self.hasName {
            name = try arguments.names.only("a name")
        } else if let extra = arguments.names.first {
            throw ValidationError("Unexpected argument '\(extra)'.")
        }
        let fields = try options.fields(arguments, shape: Updated.shape, readsFiles: readsFiles)
        guard !fields.entries.isEmpty || options.fieldsFile != nil else {
            let flags = Updated.shape.map { "--\($0.key)" }.filter { $0 != "--name" }
            throw ValidationError("Name at least one of \(flags.joined(separator: ", ")).")
        }
        guard Self.hasName || fields["security-mode"] == nil else {
            throw ValidationError("The mode has a command of its own: cnfctl cluster set-mode.")
        }
        return UpdateObject(
            noun: Updated.noun,
            name: name,
            fields: fields,
            reset: reset,
            version: ifVersion,
            plan: options.plan
        )
    }
}

extension AdminCommand {
    /// Sends an update; one that resets many phones in the same step shows their number first.
    func changeResetting(
        _ request: UpdateObject,
        _ global: GlobalOptions,
        _ client: AdminClient
    ) async throws -> ExitStatus {
        if request.reset, !request.plan, !global.yes {
            var rehearsal = request
            rehearsal.plan = true
            let report = try await client.send(rehearsal)
            let count = (report.reset?.published.count ?? 0) + (report.reset?.withdrawn.count ?? 0)
            // One question for all there is to agree to.
            let questions = [
                report.lost.isEmpty ? nil : "This takes away \(Loss.summary(report.lost)).",
                count > 1 ? "This changes the files of \(count) phones." : nil,
            ].compactMap(\.self)
            if !questions.isEmpty { try Terminal.confirm(questions.joined(separator: " "), flag: "--yes") }
            return try await change(report.lost.isEmpty ? request : request.confirmed, with: client)
        }
        return try await change(request, with: client)
    }
}
