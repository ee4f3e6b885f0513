internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl srst certificate reject`.
struct SRSTCertificateReject: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Discard the fetched certificate, and record that it was rejected.",
        discussion: """
            The accepted certificate stays.

            Example:
              cnfctl srst certificate reject branch-12
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The reference's name.") var name: String
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(RejectSRSTCertificate(name: name, plan: plan))
        try Output.answer(report, global.format) {
            "\(report.object): fetched certificate \(plan ? "would be " : "")rejected"
        }
        return plan ? .difference : .done
    }
}
