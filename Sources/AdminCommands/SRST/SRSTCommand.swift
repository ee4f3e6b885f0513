internal import AdminAPI
internal import ArgumentParser
internal import Documents

/// `cnfctl srst`.
struct SRSTCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: SRSTReferences.noun.rawValue,
        abstract: "SRST references: the survivable gateways of branches.",
        subcommands: [
            ListCommand<SRSTReferences>.self, ShowCommand<SRSTReferences>.self, SRSTUpdate.self, SRSTDelete.self,
            SRSTCertificateCommand.self,
            SRSTRevert.self,
        ]
    )
}

enum SRSTReferences: Noun {
    static let noun = ObjectNoun.srst
    static let listAbstract = "List the references and their certificates."
    static let showAbstract = "Show a reference and its certificate."
    static let exampleName = "branch-12"

    static var columns: [ObjectTable.Column] {
        [
            ObjectTable.field("name"),
            ObjectTable.field("secure"),
            (head: "sccp", cell: { ObjectTable.addresses($0.fields["sccp"]) }),
            (head: "sip", cell: { ObjectTable.addresses($0.fields["sip"]) }),
            (head: "certificate", cell: { ObjectTable.text($0.details["certificate"]?["state"]) }),
            (head: "expires", cell: { ObjectTable.text($0.details["certificate"]?["not-after"]) }),
        ]
    }
}
