internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents

/// `cnfctl srst remove-security`.
struct SRSTRemoveSecurity: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove-security",
        abstract: "Clear Is SRST Secure? of a reference, which removes its certificate.",
        discussion: """
            The same as srst update --secure false. The certificate leaves the phones' files with their reset.

            Examples:
              cnfctl srst remove-security branch-12
              cnfctl srst remove-security branch-12 --reset --yes
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The reference's name.") var name: String

    @Flag(name: .long, help: "Reset the dependent phones in the same step.")
    var reset = false
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let fields = Document.mapping([Document.Entry("secure", .bool(false))])
        let request = UpdateObject(noun: .srst, name: name, fields: fields, reset: reset, plan: plan)
        return try await changeResetting(request, global, client)
    }
}
