internal import AdminAPI
public import ArgumentParser
internal import Documents
internal import Glibc

/// `cnfctl`: the root of the grammar.
public struct Cnfctl: AsyncParsableCommand {
    /// The root's help and its nouns.
    public static let configuration = CommandConfiguration(
        commandName: "cnfctl",
        abstract: "Administer cnfd, the phone-configuration server.",
        discussion: """
            Changes are saved at once but reach no phone before a reset:

              cnfctl srst update branch-12 --secure true
              cnfctl srst certificate fetch branch-12
              cnfctl file diff SEP001122334455
              cnfctl reset --srst branch-12

            Exit codes: 0 done or no difference, 1 difference or a step that does not hold, 2 usage, 3 not found, \
            4 conflict, 5 trust failure, 6 refused by validation, 7 daemon unreachable or unable, 9 denied.
            """,
        version: ProductVersion.text,
        subcommands: [
            StatusCommand.self, ApplyCommand.self, ExportCommand.self, ResetCommand.self, ClusterCommand.self,
            CallManagerGroupCommand.self, SRSTCommand.self, DevicePoolCommand.self, SecurityProfileCommand.self,
            PhoneCommand.self, FileCommand.self, CAPFCommand.self, TrustCommand.self, PlanCommand.self,
            RevisionCommand.self, AuditCommand.self,
        ]
    )

    @OptionGroup var global: GlobalOptions

    /// The root itself; it prints its help.
    public init() {}

    /// Parses the arguments, runs the command, and ends the process with the exit code of the contract.
    public static func mainWithExitCodes() async -> Never {
        do {
            var command = try parseAsRoot(nil)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            Glibc.exit(ExitStatus.done.rawValue)
        } catch let code as ExitCode {
            Glibc.exit(code.rawValue)
        } catch {
            let text = fullMessage(for: error)
            guard exitCode(for: error) != .success else {
                Output.standard(text)
                Glibc.exit(ExitStatus.done.rawValue)
            }
            refuse(error, text)
            Glibc.exit(ExitStatus.usage.rawValue)
        }
    }

    /// Says why the call cannot be understood, in JSON to a program that asked for it.
    private static func refuse(_ error: any Error, _ text: String) {
        guard CommandLine.arguments.prefix(while: { $0 != "--" }).contains("--json") else {
            return Output.error(text)
        }
        let problem = Problem(.usage, code: "usage", message(for: error), hint: "See cnfctl --help.")
        Output.refusal(ProblemReport([problem]), .json)
    }
}
