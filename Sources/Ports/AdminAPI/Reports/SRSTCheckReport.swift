/// The set-up checklist of a secure SRST reference, line by line (S12).
public struct SRSTCheckReport: Codable, Hashable, Sendable {
    /// A step of the set-up, in the order of the chapter.
    public enum Step: String, Codable, Sendable, CaseIterable {
        /// The gateway's certificate provider answers.
        case providerAnswers = "provider-answers"
        /// It presents one certificate, and that is self-signed.
        case providerSelfSigned = "provider-self-signed"
        /// The cluster is in mixed mode.
        case clusterMixed = "cluster-mixed"
        /// Phones have a certificate trust list.
        case trustList = "trust-list"
        /// The protected phones have certificates.
        case phonesHaveCertificates = "phones-have-certificates"
        /// The gateway knows who issued them.
        case gatewayHasIssuers = "gateway-has-issuers"
        /// The dependent phones are authenticated or encrypted.
        case phonesProtected = "phones-protected"
        /// *Is SRST Secure?* is set.
        case referenceSecure = "reference-secure"
        /// A device pool with phones names the reference.
        case referenceEnabled = "reference-enabled"
        /// A certificate is accepted.
        case certificateAccepted = "certificate-accepted"
        /// It is valid.
        case certificateValid = "certificate-valid"
        /// The gateway still presents it.
        case certificateCurrent = "certificate-current"
        /// It is in the published files of the protected phones.
        case filesCarryCertificate = "files-carry-certificate"
        /// The dependent phones were reset since the last change.
        case phonesReset = "phones-reset"
        /// The protected phones have fetched their files.
        case filesFetched = "files-fetched"
        /// The gateway was reset.
        case gatewayReset = "gateway-reset"
    }

    /// How a step stands.
    public enum State: String, Codable, Sendable, CaseIterable {
        /// It holds.
        case ok
        /// It does not hold.
        case notYet = "not-yet"
        /// This host has no way to know.
        case cannotTell = "cannot-tell"
        /// The administrator gave their word.
        case assumed
    }

    /// A step with what was seen.
    public struct Line: Codable, Hashable, Sendable {
        /// The step.
        public var step: Step
        /// How it stands.
        public var state: State
        /// What was seen.
        public var found: String
        /// What to do about it, in a sentence.
        public var remedy: String?
        /// The command that mends it, or that tells more.
        public var command: String?
        /// The phones it is about.
        public var phones: [String]
        /// Whether the administrator's word counts for it (`assume`).
        public var canBeAssumed: Bool

        /// A line with the given parts; a word counts where nothing can be known, unless said otherwise.
        public init(
            _ step: Step,
            _ state: State,
            _ found: String,
            remedy: String? = nil,
            command: String? = nil,
            phones: [String] = [],
            canBeAssumed: Bool? = nil
        ) {
            self.step = step
            self.state = state
            self.found = found
            self.remedy = remedy
            self.command = command
            self.phones = phones
            self.canBeAssumed = canBeAssumed ?? (state == .cannotTell)
        }

        private enum CodingKeys: String, CodingKey {
            case step, state, found, remedy, command, phones
            case canBeAssumed = "can-be-assumed"
        }
    }

    /// The reference, for instance `srst branch-12`.
    public var object: String
    /// When it was checked, ISO 8601.
    public var checkedAt: String
    /// Whether every step holds or is assumed.
    public var holds: Bool
    /// The steps in order.
    public var lines: [Line]

    /// A report of the given lines.
    public init(object: String, checkedAt: String, lines: [Line]) {
        self.object = object
        self.checkedAt = checkedAt
        self.lines = lines
        holds = lines.allSatisfy { [.ok, .assumed].contains($0.state) }
    }

    private enum CodingKeys: String, CodingKey {
        case object, holds, lines
        case checkedAt = "checked-at"
    }
}
