internal import AdminAPI
internal import ArgumentParser
internal import Documents

/// `cnfctl call-manager-group`.
struct CallManagerGroupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: CallManagerGroups.noun.rawValue,
        abstract: "The call managers that phones try, in order.",
        subcommands: [ListCommand<CallManagerGroups>.self, ShowCommand<CallManagerGroups>.self]
    )
}

enum CallManagerGroups: Noun {
    static let noun = ObjectNoun.callManagerGroup
    static let listAbstract = "List the groups and their call managers."
    static let showAbstract = "Show a group."
    static let exampleName = "tokyo"

    static var columns: [ObjectTable.Column] {
        [ObjectTable.field("name"), (head: "members", cell: { ObjectTable.addresses($0.fields["members"]) })]
    }
}
