internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import Documents

/// The answer to a fetched certificate: given by flags, else asked for.
struct CertificateAnswer {
    /// How often an answer that is none is asked for again.
    private static let maximumTries = 3

    private let options: CertificateAnswerOptions
    private let global: GlobalOptions

    init(_ options: CertificateAnswerOptions, _ global: GlobalOptions) {
        self.options = options
        self.global = global
    }

    /// Whether flags answer.
    private var isGiven: Bool { options.fingerprint != nil || global.yes }

    /// Whether flags answer, or somebody can be asked.
    var canBeGiven: Bool { isGiven || Terminal.canAsk }

    /// Refuses when neither flags nor anybody answers.
    func requireSomebodyToAsk(_ subject: String, asking: Bool = true) throws {
        guard isGiven || (asking && Terminal.canAsk) else {
            throw Problem(
                .usage,
                code: "confirmation-needed",
                "The \(subject) must be answered, and nobody can be asked without a terminal.",
                hint: "Repeat with --fingerprint SHA256, or with --yes to trust it as it comes; --json only shows it."
            )
        }
    }

    /// Accepts or rejects a candidate that was shown.
    ///
    /// - Returns: What was accepted; none when there was nothing to answer or nobody was asked.
    /// - Throws: The daemon's refusal, also when the answer is no.
    func give(to candidate: CandidateReport, named name: String, _ client: AdminClient) async throws -> ChangeReport? {
        var request = AcceptSRSTCertificate(
            name: name,
            candidate: candidate.sha256,
            fingerprint: options.fingerprint,
            acceptExpired: options.acceptExpired
        )
        if isGiven { return try await client.send(request) }
        guard global.format == .text, candidate.previouslyAccepted != .same else { return nil }
        // What no answer could change is refused before anybody is asked.
        if !candidate.isWithinValidity, !options.acceptExpired {
            request.plan = true
            return try await client.send(request)
        }
        switch Self.ask(about: candidate) {
        case .yes: break
        case .fingerprint(let text): request.fingerprint = text
        case .no:
            let rejection = RejectSRSTCertificate(name: name, candidate: candidate.sha256, recorded: false)
            _ = try await client.send(rejection)
            throw Terminal.declined
        }
        return try await client.send(request)
    }

    private enum Reply {
        case yes
        case no
        case fingerprint(String)
    }

    private static func ask(about candidate: CandidateReport) -> Reply {
        let isReplacement = candidate.previouslyAccepted == .different
        let choices = isReplacement ? "no/[fingerprint]" : "yes/no/[fingerprint]"
        var question = "Accept this certificate (\(choices))? "
        for _ in 0..<maximumTries {
            guard let line = Terminal.ask(question) else { return .no }
            let reply = line.trimmingBlanks
            switch reply.lowercased() {
            case "no", "n": return .no
            case "yes" where !isReplacement: return .yes
            case "yes":
                question = "It differs from the accepted one, so yes is not enough. Paste its fingerprint, or no: "
            default:
                if reply.utf8.count >= shortestFingerprint { return .fingerprint(reply) }
                question = "Please type \(isReplacement ? "no" : "yes, no") or the fingerprint: "
            }
        }
        return .no
    }

    /// The digits of a SHA-1: what is shorter was not meant as a fingerprint.
    private static let shortestFingerprint = 40
}

/// The flags that answer instead of somebody at the terminal.
struct CertificateAnswerOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The SHA-256 (or SHA-1) it must have, as the gateway shows it.", valueName: "fingerprint")
    )
    var fingerprint: String?
    @Flag(name: .long, help: "Accept it although it is outside its validity; this is recorded.")
    var acceptExpired = false
}

extension String {
    fileprivate var trimmingBlanks: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text = text.dropLast() }
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        return String(text)
    }
}
