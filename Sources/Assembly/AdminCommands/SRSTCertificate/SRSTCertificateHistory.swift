internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import Documents

/// `cnfctl srst certificate history`.
struct SRSTCertificateHistory: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List the certificates that were accepted, rejected and removed, oldest first.",
        discussion: "Example:\n  cnfctl srst certificate history branch-12"
    )

    @OptionGroup var global: GlobalOptions
    @OptionGroup var sorting: SortOption
    @Argument(help: "The name of a reference that is, or was.") var name: String

    var request: ListSRSTCertificateHistory { ListSRSTCertificateHistory(name: name) }

    static func table(_ report: CertificateHistoryReport) -> Table {
        var table = Table(["TIME", "EVENT", "BY", "TRUST", "EXPIRES", "SHA-256", "SUBJECT"])
        for event in report.events {
            table.add([
                event.time, event.event, event.actor, event.trust ?? "-",
                ObjectTable.text(event.certificate["not-after"]), ObjectTable.text(event.certificate["sha256"]),
                ObjectTable.text(event.certificate["subject"]),
            ])
        }
        return table
    }
}
