internal import ArgumentParser

/// `cnfctl file`.
struct FileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "file",
        abstract: "The files phones are served.",
        subcommands: [
            FileList.self, FileShow.self, FileDiff.self, FileExplain.self, FileVerify.self, FileHistory.self,
        ]
    )
}
