internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl file history`.
struct FileHistory: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show what a phone had and when.",
        discussion: """
            Print one of the files with cnfctl file show PHONE --revision NUMBER.

            Example:
              cnfctl file history SEP001122334455
            """
    )

    @OptionGroup var global: GlobalOptions
    @OptionGroup var sorting: SortOption
    @Argument(help: "The phone's name or MAC address.") var phone: String

    var request: ShowFileHistory { ShowFileHistory(phone: phone) }

    static func table(_ report: FileHistoryReport) -> Table {
        var table = Table(["REVISION", "FROM", "UNTIL", "SHA-256", "SRST CERTIFICATE", "ACTOR", "REASON"])
        for version in report.versions {
            table.add([
                "\(version.revision)", version.from, version.until ?? "now",
                Self.short(version.sha256) ?? "withdrawn",
                Self.short(version.srstCertificate) ?? "-", version.actor, version.reason,
            ])
        }
        return table
    }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await answer(client)
        if global.format == .text {
            for (what, other) in [("replaces", report.replaces), ("was replaced by", report.replacedBy)] {
                guard let other else { continue }
                Output.error("Note: This phone \(what) \(other): see cnfctl file history \(other).")
            }
        }
        return .done
    }

    /// Enough of a hash to tell two apart; JSON has all of it.
    private static func short(_ hash: String?) -> String? { hash.map { $0.prefix(16) + "…" } }
}
