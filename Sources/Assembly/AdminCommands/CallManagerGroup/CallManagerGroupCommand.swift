internal import AdminAPI
internal import ArgumentParser
internal import ClusterModel
internal import Documents

/// `cnfctl call-manager-group`.
struct CallManagerGroupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: CallManagerGroups.noun.rawValue,
        abstract: "The call managers that phones try, in order.",
        subcommands: [
            ListCommand<CallManagerGroups>.self, ShowCommand<CallManagerGroups>.self,
            AddCommand<CallManagerGroups>.self, CopyCommand<CallManagerGroups>.self,
            UpdateCommand<CallManagerGroups>.self, RenameCommand<CallManagerGroups>.self,
            DeleteCommand<CallManagerGroups>.self, RevertCommand<CallManagerGroups>.self,
            UndeleteCommand<CallManagerGroups>.self,
        ]
    )
}

enum CallManagerGroups: Noun {
    typealias Object = CallManagerGroup
    static let noun = ObjectNoun.callManagerGroup
    static let article = "a call-manager group"
    static let listAbstract = "List the groups and their call managers."
    static let showAbstract = "Show a group."
    static let exampleName = "tokyo"
    static let exampleFields = "--members cm1.example.net --members address=192.0.2.33,sip-port=5070"
    static let exampleChange = "--members cm2.example.net --members cm1.example.net"

    static var columns: [ObjectTable.Column] {
        [ObjectTable.field("name"), (head: "members", cell: { ObjectTable.addresses($0.fields["members"]) })]
    }
}
