internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl cluster set-mode`.
struct ClusterSetMode: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-mode",
        abstract: "Change the cluster security mode.",
        discussion: """
            In a non-secure cluster, device security modes and secure SRST references are ignored, not deleted: \
            switching back to mixed and resetting restores the former files.

            Examples:
              cnfctl cluster set-mode mixed --plan
              cnfctl cluster set-mode non-secure
            """
    )

    @OptionGroup var global: GlobalOptions

    @Argument(help: "mixed or non-secure.")
    var mode: String

    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        if !plan, !global.yes {
            let rehearsal = try await client.send(SetClusterMode(mode: mode, plan: true))
            if rehearsal.changed {
                let warnings = rehearsal.messages.map { "\n  " + Language.current.text($0) }.joined()
                try Terminal.confirm(Language.current.modeChange(to: mode) + "\(warnings)\n", flag: "--yes")
            }
        }
        return try await change(SetClusterMode(mode: mode, plan: plan), with: client)
    }
}
