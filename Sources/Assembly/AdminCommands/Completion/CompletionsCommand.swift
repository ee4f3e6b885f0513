internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl completions`.
struct CompletionsCommand: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print the completions for a shell.",
        discussion: """
            Commands, options, fields and, asked of the daemon, the names of objects are completed.

            Examples:
              cnfctl completions bash > /etc/bash_completion.d/cnfctl
              cnfctl completions zsh > /usr/local/share/zsh/site-functions/_cnfctl
              cnfctl completions fish > ~/.config/fish/completions/cnfctl.fish
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "bash, zsh or fish.") var shell: Shell

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try Output.answer(Answer(shell: shell, script: shell.script), global.format) { shell.script }
        return .done
    }

    private struct Answer: Encodable {
        let shell: Shell
        let script: String
    }
}
