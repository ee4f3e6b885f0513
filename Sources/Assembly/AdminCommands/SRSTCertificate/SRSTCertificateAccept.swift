internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import FoundationEssentials

/// `cnfctl srst certificate accept`.
struct SRSTCertificateAccept: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Accept the fetched certificate, or one from a file, instead of the one accepted before.",
        discussion: """
            The certificate must be self-signed. Phones get it at the next reset of the reference. One that was fetched \
            takes the place of another only with its fingerprint.

            Examples:
              cnfctl srst certificate accept branch-12 --fingerprint 5A:5F:…
              cnfctl srst certificate accept branch-12 --from-file branch-12.pem
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The reference's name.") var name: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "One certificate, PEM or DER, instead of the fetched one; - is standard input.",
            valueName: "path"
        )
    )
    var fromFile: String?
    @OptionGroup var answer: CertificateAnswerOptions
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        if fromFile == nil, !plan, !global.yes, answer.fingerprint == nil { return try await ask(client) }
        let request = AcceptSRSTCertificate(
            name: name,
            file: try fromFile.map { Data(try InputFile.read($0)) },
            fingerprint: answer.fingerprint,
            acceptExpired: answer.acceptExpired,
            plan: plan
        )
        return try await change(request, with: client)
    }

    /// Shows the candidate and asks; without a candidate the daemon's refusal says what to do.
    private func ask(_ client: AdminClient) async throws -> ExitStatus {
        guard let candidate = try await client.send(ShowSRSTCertificate(name: name)).candidate else {
            return try await change(AcceptSRSTCertificate(name: name), with: client)
        }
        let answer = CertificateAnswer(answer, global)
        // JSON is for programs, and nobody asks a program.
        try answer.requireSomebodyToAsk("fetched certificate of \(candidate.object)", asking: global.format == .text)
        try Output.standard(CertificateText.candidate(candidate))
        Output.notes(candidate.messages, global.format)
        guard let report = try await answer.give(to: candidate, named: name, client) else {
            return try await change(AcceptSRSTCertificate(name: name, candidate: candidate.sha256), with: client)
        }
        try Output.standard(ReportText.change(report))
        Output.notes(report.messages, global.format)
        return .done
    }
}
