internal import AdminAPI
internal import ClusterModel
internal import Documents

/// The chapter's set-up checklist as a function of the facts (S12): one line for each step, in order.
enum SetUpChecklist {
    typealias Line = SRSTCheckReport.Line
    typealias Step = SRSTCheckReport.Step

    /// Judges every step.
    ///
    /// - Parameters:
    ///   - facts: What is known.
    ///   - assumed: The steps for which the administrator gives their word. It turns *cannot tell* into *assumed*, and
    ///     never hides what can be seen from here to be wrong.
    /// - Returns: A line for each step, in their order.
    static func lines(_ facts: SetUpFacts, assuming assumed: Set<Step> = []) -> [Line] {
        Step.allCases.map { step in
            var line = line(step, facts)
            if line.canBeAssumed, assumed.contains(step) { line.state = .assumed }
            return line
        }
    }

    private static func line(_ step: Step, _ facts: SetUpFacts) -> Line {
        switch step {
        case .providerAnswers: facts.providerAnswers
        case .providerSelfSigned: facts.providerSelfSigned
        case .clusterMixed: facts.clusterMixed
        case .trustList: facts.trustList
        case .phonesHaveCertificates: facts.phonesHaveCertificates
        case .gatewayHasIssuers: facts.gatewayHasIssuers
        case .phonesProtected: facts.phonesProtected
        case .referenceSecure: facts.referenceSecure
        case .referenceEnabled: facts.referenceEnabled
        case .certificateAccepted: facts.certificateAccepted
        case .certificateValid: facts.certificateValid
        case .certificateCurrent: facts.certificateCurrent
        case .filesCarryCertificate: facts.filesCarryCertificate
        case .phonesReset: facts.phonesReset
        case .filesFetched: facts.filesFetched
        case .gatewayReset: facts.gatewayReset
        }
    }
}

extension SetUpFacts {
    typealias Line = SRSTCheckReport.Line

    /// The reference's name as a word of a command.
    var name: String { ShellWord.quoted(reference.name.text) }
    /// The phones that get something from the reference by the saved state.
    var savedPhones: [SetUpPhone] { phones.filter { $0.mode != nil } }
    /// Those of them that are to use secure SRST.
    var protectedPhones: [SetUpPhone] { phones.filter(\.isProtected) }

    var fetchCommand: String { "cnfctl srst certificate fetch \(name)" }
    var resetCommand: String { "cnfctl reset --srst \(name)" }

    static func names(_ phones: [SetUpPhone]) -> [String] { phones.map(\.name.description) }
}
