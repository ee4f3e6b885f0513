internal import AdminAPI
public import ArgumentParser
internal import CommandLines
internal import Documents
internal import Glibc

/// `cnfsim`: the root of the simulators.
public struct Cnfsim: ParsableCommand {
    /// The root's help and its verbs.
    public static let configuration = CommandConfiguration(
        commandName: "cnfsim",
        abstract: "Simulate the phones, gateways and call managers of a site, to try it before they do.",
        discussion: """
              cnfsim boot-storm --phones 10000 --server 127.0.0.1:69

              cnfsim phone SEP001122334455 --server 127.0.0.1:69

            Exit codes: 0 done, 2 usage, 7 the server cannot be reached or the system does not allow it, 8 some phones \
            failed, or a phone did not reach what was asked for.
            """,
        version: ProductVersion.text,
        subcommands: [
            BootStormCommand.self, CallManagerCommand.self, CAPFCommand.self, GatewayCommand.self, PhoneCommand.self,
        ]
    )

    /// The root itself; it prints its help.
    public init() {}

    /// Parses the arguments, runs the command, and ends the process with the exit code of the contract.
    public static func mainWithExitCodes() -> Never {
        do {
            try ArgumentText.requireUTF8()
            var command = try parseAsRoot(ArgumentText.joiningNegativeNumbers(Array(CommandLine.arguments.dropFirst())))
            try command.run()
            Glibc.exit(ExitStatus.done.rawValue)
        } catch let code as ExitCode {
            Glibc.exit(code.rawValue)
        } catch let problem as Problem {
            Output.error("cnfsim: \(problem)")
            Glibc.exit(ExitStatus(problem.kind).rawValue)
        } catch {
            let text = fullMessage(for: error)
            guard exitCode(for: error) != .success else {
                let isShown = (try? Refusals.telling(json: false) { try Output.standard(text) }) != nil
                Glibc.exit((isShown ? ExitStatus.done : .unavailable).rawValue)
            }
            Output.error(text)
            Glibc.exit(ExitStatus.usage.rawValue)
        }
    }
}
