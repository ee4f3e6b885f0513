internal import AdminAPI
internal import ArgumentParser

/// `cnfctl device-pool`.
struct DevicePoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: DevicePools.noun.rawValue,
        abstract: "What phones belong to: call managers, SRST choice, time and language.",
        subcommands: [ListCommand<DevicePools>.self, ShowCommand<DevicePools>.self]
    )
}

enum DevicePools: Noun {
    static let noun = ObjectNoun.devicePool
    static let listAbstract = "List the device pools and their SRST choices."
    static let showAbstract = "Show a device pool."
    static let exampleName = "HQ"

    static var columns: [ObjectTable.Column] {
        [ObjectTable.field("name"), ObjectTable.field("call-manager-group"), ObjectTable.field("srst")]
    }
}
