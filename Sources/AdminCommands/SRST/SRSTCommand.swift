internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import Documents

/// `cnfctl srst`.
struct SRSTCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "srst",
        abstract: "SRST references: the survivable gateways of branches.",
        subcommands: [SRSTList.self, SRSTShow.self, SRSTUpdate.self, SRSTDelete.self, SRSTCertificateCommand.self]
    )
}

/// `cnfctl srst list`.
struct SRSTList: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the references and their certificates.",
        discussion: "Example:\n  cnfctl srst list"
    )

    @OptionGroup var global: GlobalOptions

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let table = ObjectTable(
            noun: .srst,
            columns: [
                ObjectTable.field("name"),
                ObjectTable.field("secure"),
                (head: "sccp", cell: { Self.addresses($0.fields["sccp"]) }),
                (head: "sip", cell: { Self.addresses($0.fields["sip"]) }),
                (head: "certificate", cell: { ObjectTable.text($0.details["certificate"]?["state"]) }),
                (head: "expires", cell: { ObjectTable.text($0.details["certificate"]?["not-after"]) }),
            ]
        )
        return try await table.list(client, global.format)
    }

    private static func addresses(_ list: Document?) -> String {
        let addresses = (list?.values ?? []).compactMap { $0["address"]?.text }
        return addresses.isEmpty ? "-" : addresses.joined(separator: ", ")
    }
}

/// `cnfctl srst show`.
struct SRSTShow: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a reference and its certificate.",
        discussion: "Example:\n  cnfctl srst show branch-12"
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The reference's name.") var name: String

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await ObjectTable.show(.srst, name, client, global.format)
    }
}
