internal import AdminAPI
public import ArgumentParser
internal import CommandLines
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

            \(ExitStatus.sentence)
            """,
        version: ProductVersion.text,
        subcommands: [
            StatusCommand.self, DoctorCommand.self, ApplyCommand.self, ExportCommand.self, EditCommand.self,
            ResetCommand.self,
            OperationCommand.self, ClusterCommand.self,
            CallManagerGroupCommand.self, SRSTCommand.self, DevicePoolCommand.self, SecurityProfileCommand.self,
            PhoneCommand.self, FileCommand.self, CAPFCommand.self, TrustCommand.self, PlanCommand.self,
            RevisionCommand.self, AuditCommand.self,
            CompletionsCommand.self, CompleteCommand.self, ManualCommand.self,
        ]
    )

    @OptionGroup var global: GlobalOptions

    /// The root itself; it prints its help.
    public init() {}

    /// Parses the arguments, runs the command, and ends the process with the exit code of the contract.
    public static func mainWithExitCodes() async -> Never {
        do {
            try ArgumentText.requireUTF8()
            var command = try parseAsRoot(ArgumentText.joiningNegativeNumbers(arguments))
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            Glibc.exit(ExitStatus.done.rawValue)
        } catch let code as ExitCode {
            Glibc.exit(code.rawValue)
        } catch let problem as Problem {
            Output.refusal(ProblemReport([problem]), format)
            Glibc.exit(ExitStatus(problem.kind).rawValue)
        } catch {
            guard exitCode(for: error) != .success else {
                Glibc.exit(shown(fullMessage(for: error)).rawValue)
            }
            refuse(error)
            Glibc.exit(ExitStatus.usage.rawValue)
        }
    }

    /// Prints help or the version, and answers how that ended.
    private static func shown(_ text: String) -> ExitStatus {
        do throws(Problem) {
            try Output.standard(text)
            return .done
        } catch {
            Output.refusal(ProblemReport([error]), .text)
            return ExitStatus(error.kind)
        }
    }

    /// Says in one line why the call cannot be understood, in JSON to a program that asked for it.
    private static func refuse(_ error: any Error) {
        let advice = UsageAdvice(message(for: error), arguments)
        Output.refusal(ProblemReport([advice.problem]), format)
    }

    private static var arguments: [String] { Array(CommandLine.arguments.dropFirst()) }

    /// The format that was asked for, by a call that need not be understood otherwise.
    private static var format: OutputFormat {
        let options = arguments.prefix { $0 != "--" }
        let output = options.firstIndex(of: "--output").flatMap { options.dropFirst($0 + 1).first }
        return options.contains("--json") ? .json : output.flatMap(OutputFormat.init(rawValue:)) ?? .text
    }
}
