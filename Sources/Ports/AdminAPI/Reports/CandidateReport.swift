public import Documents

/// A certificate that was fetched and waits to be accepted or rejected.
public struct CandidateReport: Codable, Hashable, Sendable {
    /// A certificate provider that presented it.
    public struct Provider: Codable, Hashable, Sendable {
        /// Address and port.
        public var address: String
        /// The version of TLS, for instance `TLS 1.2`.
        public var tlsVersion: String
        /// OpenSSL's name of the cipher suite.
        public var cipherSuite: String

        /// A provider with the given parts.
        public init(address: String, tlsVersion: String, cipherSuite: String) {
            self.address = address
            self.tlsVersion = tlsVersion
            self.cipherSuite = cipherSuite
        }

        private enum CodingKeys: String, CodingKey {
            case address
            case tlsVersion = "tls-version"
            case cipherSuite = "cipher-suite"
        }
    }

    /// How it compares with the accepted certificate.
    public enum Comparison: String, Codable, Sendable {
        /// None is accepted.
        case none
        /// It is the accepted one.
        case same
        /// Another one is accepted.
        case different
    }

    /// The reference, for instance `srst branch-12`.
    public var object: String
    /// The reference's version; with another version the candidate is worthless.
    public var version: Int
    /// The certificate's fields: `subject`, `issuer`, `serial-number`, `not-after`, `sha256`, …
    public var certificate: Document
    /// Whether it is within its validity.
    public var isWithinValidity: Bool
    /// Who presented it.
    public var providers: [Provider]
    /// When it was fetched.
    public var fetchedAt: String
    /// Who had it fetched.
    public var fetchedBy: String
    /// Until when it is kept.
    public var keptUntil: String
    /// How it compares with the accepted one.
    public var previouslyAccepted: Comparison
    /// The fields of the accepted one; null when there is none.
    public var accepted: Document
    /// What is doubtful about it.
    public var messages: [Message]

    /// A report with the given parts.
    public init(
        object: String,
        version: Int,
        certificate: Document,
        isWithinValidity: Bool,
        providers: [Provider],
        fetchedAt: String,
        fetchedBy: String,
        keptUntil: String,
        previouslyAccepted: Comparison,
        accepted: Document,
        messages: [Message]
    ) {
        self.object = object
        self.version = version
        self.certificate = certificate
        self.isWithinValidity = isWithinValidity
        self.providers = providers
        self.fetchedAt = fetchedAt
        self.fetchedBy = fetchedBy
        self.keptUntil = keptUntil
        self.previouslyAccepted = previouslyAccepted
        self.accepted = accepted
        self.messages = messages
    }

    /// The SHA-256 fingerprint: upper-case bytes joined by colons.
    public var sha256: String { certificate["sha256"]?.text ?? "" }

    private enum CodingKeys: String, CodingKey {
        case object, version, certificate, providers, accepted, messages
        case isWithinValidity = "within-validity"
        case fetchedAt = "fetched-at"
        case fetchedBy = "fetched-by"
        case keptUntil = "kept-until"
        case previouslyAccepted = "previously-accepted"
    }
}
