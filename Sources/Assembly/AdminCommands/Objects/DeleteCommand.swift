internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents

/// `cnfctl <noun> delete`.
struct DeleteCommand<Deleted: Noun>: AdminCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "delete",
            abstract: "Delete \(Deleted.article).",
            discussion: """
                Refused while something names it. Phones whose files came from it keep them until their reset.

                Example:
                  \(Deleted.command) delete \(Deleted.quotedExample) --yes
                """
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: DeletionOptions

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await delete(options.request(Deleted.noun), options, client)
    }
}

/// What every deletion takes.
struct DeletionOptions: ParsableArguments {
    @Argument(help: "The name.") var name: String
    @Option(name: .long, help: ArgumentHelp("The name again, instead of being asked for it.", valueName: "name"))
    var confirm: String?
    @Option(
        name: .long,
        help: ArgumentHelp("Refuse unless the object still has this version.", valueName: "number"),
        transform: { try NumberLimit.serial.number($0) }
    )
    var ifVersion: Int?
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    /// The deletion of the named object.
    func request(_ noun: ObjectNoun, detach: Bool = false, reset: Bool = false) -> DeleteObject {
        DeleteObject(noun: noun, name: name, detach: detach, reset: reset, version: ifVersion, plan: plan)
    }
}

extension AdminCommand {
    /// Deletes; what other objects or phones depend on only after its name was typed, anything else after a yes.
    func delete(
        _ request: DeleteObject,
        _ options: DeletionOptions,
        _ client: AdminClient
    ) async throws -> ExitStatus {
        if !request.plan, options.confirm != request.name {
            var rehearsal = request
            rehearsal.plan = true
            let report = try await client.send(rehearsal)
            let reset = (report.reset?.published.count ?? 0) + (report.reset?.withdrawn.count ?? 0)
            let pools = Self.detachedPools(report)
            let hasDependents =
                report.pending > 0 || !pools.isEmpty
                || (reset > 0 && request.noun != .phone)
            if hasDependents {
                let files = Quantity(request.reset ? reset : report.pending, "phone file")
                let change =
                    request.reset
                    ? files.choose("changes at once", "change at once")
                    : files.choose("changes at its next reset", "change at their next reset")
                try Terminal.confirm(
                    "This deletes \(report.object)\(Self.detaching(pools)); \(files) \(change).",
                    typing: request.name,
                    flag: "--confirm \(request.name)"
                )
            } else if !global.yes {
                let file = request.noun == .phone ? " and withdraws its file" : ""
                try Terminal.confirm("This deletes \(report.object)\(file).", flag: "--yes")
            }
        }
        return try await change(request, with: client)
    }

    /// The device pools that lose their SRST choice with a reference.
    private static func detachedPools(_ report: ChangeReport) -> [String] {
        report.messages.filter { $0.code == MessageCode.poolsDetached.rawValue }
            .flatMap { $0.arguments?["pools"]?.values ?? [] }.compactMap(\.text)
    }

    /// What becomes of them, as a part of the question.
    private static func detaching(_ pools: [String]) -> String {
        guard let names = ReportText.names("", pools) else { return "" }
        return " and gives \(Quantity(pools.count, "device pool").choose("the device pool", "the device pools"))"
            + "\(names.dropFirst()) the SRST choice disable"
    }
}
