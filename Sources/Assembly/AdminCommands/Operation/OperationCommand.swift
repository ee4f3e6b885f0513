internal import ArgumentParser

/// `cnfctl operation`.
struct OperationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operation",
        abstract: "Resets, and what became of each phone.",
        subcommands: [OperationList.self, OperationShow.self, OperationWatch.self, OperationCancel.self]
    )
}
