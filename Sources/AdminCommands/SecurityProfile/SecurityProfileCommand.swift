internal import AdminAPI
internal import ArgumentParser

/// `cnfctl security-profile`.
struct SecurityProfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: SecurityProfiles.noun.rawValue,
        abstract: "What security phones use in a mixed cluster.",
        subcommands: [ListCommand<SecurityProfiles>.self, ShowCommand<SecurityProfiles>.self]
    )
}

enum SecurityProfiles: Noun {
    static let noun = ObjectNoun.securityProfile
    static let listAbstract = "List the phone security profiles."
    static let showAbstract = "Show a phone security profile."
    static let exampleName = "sip-encrypted"

    static var columns: [ObjectTable.Column] {
        [
            ObjectTable.field("name"), ObjectTable.field("protocol"), ObjectTable.field("device-security-mode"),
            ObjectTable.field("transport"),
        ]
    }
}
