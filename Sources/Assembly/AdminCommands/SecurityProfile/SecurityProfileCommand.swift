internal import AdminAPI
internal import ArgumentParser
internal import ClusterModel

/// `cnfctl security-profile`.
struct SecurityProfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: SecurityProfiles.noun.rawValue,
        abstract: "What security phones use in a mixed cluster.",
        subcommands: [
            ListCommand<SecurityProfiles>.self, ShowCommand<SecurityProfiles>.self,
            AddCommand<SecurityProfiles>.self, CopyCommand<SecurityProfiles>.self,
            UpdateCommand<SecurityProfiles>.self, RenameCommand<SecurityProfiles>.self,
            DeleteCommand<SecurityProfiles>.self, ResetNounCommand<SecurityProfiles>.self,
            RevertCommand<SecurityProfiles>.self, UndeleteCommand<SecurityProfiles>.self,
        ]
    )
}

enum SecurityProfiles: ResettableNoun {
    typealias Object = PhoneSecurityProfile
    static let scope = Reset.Scope.securityProfile
    static let article = "a phone security profile"
    static let noun = ObjectNoun.securityProfile
    static let listAbstract = "List the phone security profiles."
    static let showAbstract = "Show a phone security profile and how many phones depend on it."
    static let exampleName = "sip-encrypted"
    static let exampleFields = "--protocol sip --device-security-mode encrypted"
    static let exampleChange = "--device-security-mode authenticated"

    static var columns: [ObjectTable.Column] {
        [
            ObjectTable.field("name"), ObjectTable.field("protocol"), ObjectTable.field("device-security-mode"),
            ObjectTable.field("transport"),
        ]
    }
}
