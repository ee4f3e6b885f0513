internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl srst certificate show`.
struct SRSTCertificateShow: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the accepted certificate, and the fetched one that waits for an answer.",
        discussion: "Example:\n  cnfctl srst certificate show branch-12"
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The reference's name.") var name: String

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(ShowSRSTCertificate(name: name))
        try Output.answer(report, global.format) {
            let accepted = CertificateText.accepted(report.accepted)
            guard let candidate = report.candidate else { return accepted }
            let head = "fetched by \(candidate.fetchedBy) at \(candidate.fetchedAt), kept until \(candidate.keptUntil):"
            return "\(accepted)\n\n\(head)\n\(CertificateText.candidate(candidate))"
        }
        return .done
    }
}
