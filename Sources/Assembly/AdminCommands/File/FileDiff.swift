internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import FoundationEssentials

/// `cnfctl file diff`.
struct FileDiff: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show how two files differ; by default what the next reset would change in a phone's file.",
        discussion: """
            Element by element, or with --unified line by line in the canonical form (docs/canonical-form.md). Passwords \
            are compared, but masked. Exit code 0 without a difference, 1 with one.

            Examples:
              cnfctl file diff SEP001122334455 --ignore-version-stamp
              cnfctl file diff SEP001122334455 --revision 2 --revision 3 --unified
              cnfctl file diff SEP001122334455 SEP001122334456
              cnfctl file diff SEP001122334455 --golden golden/SEP001122334455.cnf.xml
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The phone's name or MAC address.") var phone: String
    @Argument(help: "Another phone, to compare with.") var other: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The file of this revision; alone, compared with the one that is served. Given twice, both are compared.",
            valueName: "revision"
        )
    )
    var revision: [String] = []
    @Option(
        name: .long,
        help: ArgumentHelp("Compare with this file; a masked password stands for any.", valueName: "path")
    )
    var golden: String?
    @Flag(name: .long, help: "The file the next reset would publish, instead of the one that is served.")
    var saved = false
    @Flag(name: .long, help: "Line by line, as diff -u.")
    var unified = false
    @Flag(name: .long, help: "Leave the version stamp out.")
    var ignoreVersionStamp = false
    @Option(name: .long, help: ArgumentHelp("Judge validity as of this time (ISO 8601).", valueName: "time"))
    var asOf: String?

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let request = DiffFile(
            phone: phone,
            ignoreVersionStamp: ignoreVersionStamp,
            asOf: asOf,
            other: other,
            golden: try golden.map { DiffFile.Golden(name: $0, content: Data(try InputFile.read($0))) },
            revisions: revision,
            saved: saved,
            unified: unified
        )
        let report = try await client.send(request)
        try Output.answer(report, global.format) { Self.text(report) }
        return report.differences.isEmpty ? .done : .difference
    }

    static func text(_ report: FileDiffReport) -> String {
        guard !report.differences.isEmpty else { return "" }
        let head = [
            "--- \(report.file) (\(report.before))", "+++ \(report.otherFile ?? report.file) (\(report.after))",
        ]
        return (head + (report.unified ?? report.differences.flatMap(lines))).joined(separator: "\n")
    }

    private static func lines(_ difference: FileDiffReport.Difference) -> [String] {
        let before = difference.before.map { "- \(difference.path) = \($0)" }
        let after = difference.after.map { "+ \(difference.path) = \($0)" }
        let both = [before, after].compactMap(\.self)
        return both.isEmpty ? ["\(difference.kind == "removed" ? "-" : "+") \(difference.path)"] : both
    }
}
