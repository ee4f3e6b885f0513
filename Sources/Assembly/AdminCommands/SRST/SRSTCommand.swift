internal import AdminAPI
internal import ArgumentParser
internal import ClusterModel
internal import Documents

/// `cnfctl srst`.
struct SRSTCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: SRSTReferences.noun.rawValue,
        abstract: "SRST references: the survivable gateways of branches.",
        subcommands: [
            SRSTList.self, ShowCommand<SRSTReferences>.self, AddCommand<SRSTReferences>.self,
            CopyCommand<SRSTReferences>.self, UpdateCommand<SRSTReferences>.self,
            RenameCommand<SRSTReferences>.self, SRSTRemoveSecurity.self, SRSTDelete.self,
            SRSTCheck.self, ResetNounCommand<SRSTReferences>.self,
            ImportObjectsCommand<SRSTReferences>.self, ExportObjectsCommand<SRSTReferences>.self,
            SRSTCertificateCommand.self, RevertCommand<SRSTReferences>.self, UndeleteCommand<SRSTReferences>.self,
        ]
    )
}

enum SRSTReferences: ResettableNoun {
    typealias Object = SRSTReference
    static let scope = Reset.Scope.srst
    static let article = "an SRST reference"
    static let noun = ObjectNoun.srst
    static let listAbstract = "List the references and their certificates."
    static let showAbstract = "Show a reference, its certificate, its device pools and how many phones depend on it."
    static let exampleName = "branch-12"
    static let exampleFields = "--sip 192.0.2.12 --sccp 192.0.2.12:2000 --secure true"
    static let exampleChange = "--sip 192.0.2.12 --sip 192.0.2.13:5060"

    static var columns: [ObjectTable.Column] {
        [
            ObjectTable.field("name"),
            ObjectTable.field("secure"),
            (head: "sccp", cell: { ObjectTable.addresses($0.fields["sccp"]) }),
            (head: "sip", cell: { ObjectTable.addresses($0.fields["sip"]) }),
            (head: "certificate", cell: { ObjectTable.text($0.details["certificate"]?["state"]) }),
            (head: "expires", cell: { ObjectTable.text($0.details["certificate"]?["not-after"]) }),
            (head: "warnings", cell: { ObjectTable.codes($0.details["warnings"]) }),
        ]
    }
}
