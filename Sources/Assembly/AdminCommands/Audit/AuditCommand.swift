internal import ArgumentParser

/// `cnfctl audit`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Who changed what, with before and after.",
        subcommands: [AuditList.self, AuditVerify.self]
    )
}
