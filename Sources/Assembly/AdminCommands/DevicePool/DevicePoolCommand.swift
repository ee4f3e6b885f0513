internal import AdminAPI
internal import ArgumentParser
internal import ClusterModel

/// `cnfctl device-pool`.
struct DevicePoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: DevicePools.noun.rawValue,
        abstract: "What phones belong to: call managers, SRST choice, time and language.",
        subcommands: [
            ListCommand<DevicePools>.self, ShowCommand<DevicePools>.self, AddCommand<DevicePools>.self,
            CopyCommand<DevicePools>.self, UpdateCommand<DevicePools>.self, RenameCommand<DevicePools>.self,
            DeleteCommand<DevicePools>.self, ResetNounCommand<DevicePools>.self,
            ImportObjectsCommand<DevicePools>.self, ExportObjectsCommand<DevicePools>.self,
            RevertCommand<DevicePools>.self, UndeleteCommand<DevicePools>.self,
        ]
    )
}

enum DevicePools: ResettableNoun {
    typealias Object = DevicePool
    static let scope = Reset.Scope.devicePool
    static let article = "a device pool"
    static let noun = ObjectNoun.devicePool
    static let listAbstract = "List the device pools and their SRST choices."
    static let showAbstract = "Show a device pool and how many phones depend on it."
    static let exampleName = "HQ"
    static let exampleFields = "--call-manager-group tokyo --srst branch-12 --date-time.olson-time-zone Asia/Tokyo"
    static let exampleChange = "--srst branch-12"

    static var columns: [ObjectTable.Column] {
        [ObjectTable.field("name"), ObjectTable.field("call-manager-group"), ObjectTable.field("srst")]
    }
}
