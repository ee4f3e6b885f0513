internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents

/// `cnfctl srst certificate fetch`.
struct SRSTCertificateFetch: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Fetch a gateway's certificate from its certificate provider, and accept or reject it.",
        discussion: """
            The daemon connects to every address of the reference, shows the certificate, and keeps it in memory until it \
            is answered: yes trusts it as it came, its fingerprint proves it, no changes nothing. With --json and neither \
            --fingerprint nor --yes it is only shown and kept, for accept or reject.

            Examples:
              cnfctl srst certificate fetch branch-12
              cnfctl srst certificate fetch branch-12 --fingerprint 5A:5F:…
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The reference's name.") var name: String
    @OptionGroup var answer: CertificateAnswerOptions

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let answer = CertificateAnswer(answer, global)
        // Before anything is connected to; but a name that is none is told as that, whoever is there.
        if global.format == .text, !answer.canBeGiven {
            _ = try await client.send(ShowObject(noun: .srst, name: name))
            try answer.requireSomebodyToAsk("fetched certificate of srst \(name)")
        }
        let candidate = try await client.send(FetchSRSTCertificate(name: name, fingerprint: self.answer.fingerprint))
        if global.format == .text {
            try Output.standard(CertificateText.candidate(candidate))
            Output.notes(candidate.messages, global.format)
        }
        let accepted = try await answer.give(to: candidate, named: name, client)
        try Output.answer(FetchAnswer(fetched: candidate, accepted: accepted), global.format) {
            accepted.map(ReportText.change) ?? ""
        }
        Output.notes(accepted?.messages ?? [], global.format)
        return .done
    }
}

/// What `fetch --json` prints.
private struct FetchAnswer: Encodable {
    let fetched: CandidateReport
    let accepted: ChangeReport?
}
