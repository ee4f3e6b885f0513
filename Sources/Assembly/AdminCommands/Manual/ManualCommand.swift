internal import ArgumentParser
internal import Documents
internal import Foundation  // files

/// `cnfctl manual DIRECTORY`: what `make man` runs.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Write the man page of each command into a directory.",
        shouldDisplay: false
    )

    @Argument var directory: String

    /// The page of every command there is.
    static var pages: [ManualPage] { GrammarCommand.root.all.map(ManualPage.init) }

    func run() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let directory = URL(fileURLWithPath: directory, isDirectory: true)
        for page in Self.pages {
            try Data(page.text.utf8).write(to: directory.appendingPathComponent(page.fileName))
        }
    }
}
