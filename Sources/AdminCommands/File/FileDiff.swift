internal import AdminAPI
internal import AdminClient
internal import ArgumentParser

/// `cnfctl file diff`.
struct FileDiff: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what the next reset would change in a phone's file, element by element.",
        discussion: """
            Exit code 0 without a difference, 1 with one.

            Example:
              cnfctl file diff SEP001122334455 --ignore-version-stamp
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The phone's name or MAC address.") var phone: String

    @Flag(name: .long, help: "Leave the version stamp out.")
    var ignoreVersionStamp = false
    @Option(name: .long, help: ArgumentHelp("Judge validity as of this time (ISO 8601).", valueName: "time"))
    var asOf: String?

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let request = DiffFile(phone: phone, ignoreVersionStamp: ignoreVersionStamp, asOf: asOf)
        let report = try await client.send(request)
        try Output.answer(report, global.format) { Self.text(report) }
        return report.differences.isEmpty ? .done : .difference
    }

    static func text(_ report: FileDiffReport) -> String {
        guard !report.differences.isEmpty else { return "" }
        let head = ["--- \(report.file) (\(report.before))", "+++ \(report.file) (\(report.after))"]
        let lines = report.differences.flatMap { difference -> [String] in
            let before = difference.before.map { "- \(difference.path) = \($0)" }
            let after = difference.after.map { "+ \(difference.path) = \($0)" }
            let both = [before, after].compactMap(\.self)
            return both.isEmpty ? ["\(difference.kind == "removed" ? "-" : "+") \(difference.path)"] : both
        }
        return (head + lines).joined(separator: "\n")
    }
}
