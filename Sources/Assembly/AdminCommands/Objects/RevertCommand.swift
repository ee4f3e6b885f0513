internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl <noun> revert`.
struct RevertCommand<Reverted: Noun>: AdminCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "revert",
            abstract: "Take \(Reverted.article) back to what is published, or to a revision.",
            discussion: """
                \(RevertOptions.text(Reverted.publishedState))

                Examples:
                  \(Reverted.command) revert \(Reverted.quotedExample) --plan
                  \(Reverted.command) revert \(Reverted.quotedExample) --to 12
                """
        )
    }

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The name.") var name: String
    @OptionGroup var options: RevertOptions

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await change(options.request(Reverted.noun, name), with: client)
    }
}

/// `cnfctl cluster revert`.
struct ClusterRevert: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "revert",
        abstract: "Take the cluster's settings back to what is published, or to a revision.",
        discussion: """
            \(RevertOptions.text(Clusters.publishedState))

            Examples:
              cnfctl cluster revert --plan
              cnfctl cluster revert --to 12
            """
    )

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: RevertOptions

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await change(options.request(.cluster, nil), with: client)
    }
}

/// What every `revert` takes.
struct RevertOptions: ParsableArguments {
    @Option(
        name: .customLong("to"),
        help: ArgumentHelp(
            "What was saved when this revision was made, instead of what is published.",
            valueName: "revision"
        )
    )
    var revision: String?
    @Option(
        name: .long,
        help: ArgumentHelp("Refuse unless the object still has this version.", valueName: "number"),
        transform: { try NumberLimit.serial.number($0) }
    )
    var ifVersion: Int?
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    /// What a `revert` does, with what counts as published for its noun.
    static func text(_ publishedState: String) -> String {
        """
        The fields go back to what was saved when \(publishedState) was made. The phones' files change at the next reset; \
        names stay as they are. What is discarded stands in the audit trail.
        """
    }

    /// The request for an object.
    func request(_ noun: ObjectNoun, _ name: String?) -> RevertObject {
        RevertObject(noun: noun, name: name, to: revision, version: ifVersion, plan: plan)
    }
}

extension Noun {
    /// The file whose making counts, for help.
    static var publishedState: String {
        switch noun {
        case .phone: "its file"
        case .cluster: "the latest file that is served"
        case .callManagerGroup, .srst, .devicePool, .securityProfile: "the latest file that comes from it and is served"
        }
    }
}
