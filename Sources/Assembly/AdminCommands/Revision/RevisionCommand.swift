internal import ArgumentParser

/// `cnfctl revision`.
struct RevisionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revision",
        abstract: "What was published when, by whom and why; going back.",
        subcommands: [RevisionList.self, RevisionShow.self, RevisionDiff.self, RevisionRollback.self]
    )
}
