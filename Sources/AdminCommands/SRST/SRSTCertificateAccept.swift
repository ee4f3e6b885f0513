internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import FoundationEssentials

/// `cnfctl srst certificate`.
struct SRSTCertificateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract: "The gateway certificates of secure references.",
        subcommands: [SRSTCertificateAccept.self]
    )
}

/// `cnfctl srst certificate accept`.
struct SRSTCertificateAccept: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Accept a gateway's certificate from a file, instead of the one accepted before.",
        discussion: """
            The certificate must be self-signed. Phones get it at the next reset of the reference.

            Example:
              cnfctl srst certificate accept branch-12 --from-file branch-12.pem
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The reference's name.") var name: String

    @Option(name: .long, help: ArgumentHelp("One certificate, PEM or DER; - is standard input.", valueName: "path"))
    var fromFile: String
    @Flag(name: .long, help: "Accept it although it is outside its validity; this is recorded.")
    var acceptExpired = false
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let file = Data(try InputFile.read(fromFile))
        let request = AcceptSRSTCertificate(name: name, file: file, acceptExpired: acceptExpired, plan: plan)
        return try await change(request, with: client)
    }
}
