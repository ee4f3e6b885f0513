public import ClusterModel

/// How the daemon and its site are.
public struct StatusReport: Codable, Hashable, Sendable {
    /// The daemon's version.
    public var version: String
    /// The store's incarnation id.
    public var incarnation: String
    /// The cluster security mode.
    public var securityMode: String
    /// The latest revision; none before the first.
    public var revision: RevisionNumber?
    /// When it was committed, ISO 8601.
    public var revisionTime: String?
    /// Saved phones.
    public var phones: Int
    /// Phones that have a file.
    public var published: Int
    /// How many names of phones an answer has at most. Our own bound; `phone list --pending` has them all.
    public static let mostPending = 1_000

    /// The first phones that wait for a reset, by name; at most ``mostPending``.
    public var pending: [String]
    /// How many phones wait for a reset.
    public var pendingCount: Int
    /// How many of them wait because of whose changes, most first; a phone may count for several actors.
    public var pendingBy: [PendingActor]
    /// Whether `XMLDefault.cnf.xml` waits for a reset of all.
    public var defaultFilePending: Bool
    /// Whether `CAPF.der` waits for a reset of all.
    public var capfFilePending: Bool
    /// How many of the published files carry an SRST certificate.
    public var carryingCertificate: Int
    /// Saved SRST references.
    public var srstReferences: Int
    /// How many of them are secure.
    public var secureReferences: Int
    /// What is to be looked into about gateways' certificates, by the names of their references.
    public var warnings: [Warning]
    /// What is wrong with the store: that it takes no changes, and published files that were altered in it.
    public var troubles: [Message]?

    /// A warning about a reference.
    public struct Warning: Codable, Hashable, Sendable {
        /// The reference's name.
        public var reference: String
        /// A stable word for programs, for instance `certificate-changed`.
        public var code: String
        /// One or two sentences.
        public var text: String

        /// A warning with the given parts.
        public init(reference: String, code: String, text: String) {
            self.reference = reference
            self.code = code
            self.text = text
        }
    }

    /// A report with the given parts.
    public init(
        version: String,
        incarnation: String,
        securityMode: String,
        revision: RevisionNumber?,
        revisionTime: String?,
        phones: Int,
        published: Int,
        pending: [String],
        pendingCount: Int? = nil,
        pendingBy: [PendingActor] = [],
        defaultFilePending: Bool,
        capfFilePending: Bool = false,
        carryingCertificate: Int,
        srstReferences: Int,
        secureReferences: Int,
        warnings: [Warning] = []
    ) {
        self.version = version
        self.incarnation = incarnation
        self.securityMode = securityMode
        self.revision = revision
        self.revisionTime = revisionTime
        self.phones = phones
        self.published = published
        self.pending = Array(pending.prefix(Self.mostPending))
        self.pendingCount = pendingCount ?? pending.count
        self.pendingBy = pendingBy
        self.defaultFilePending = defaultFilePending
        self.capfFilePending = capfFilePending
        self.carryingCertificate = carryingCertificate
        self.srstReferences = srstReferences
        self.secureReferences = secureReferences
        self.warnings = warnings
    }

    private enum CodingKeys: String, CodingKey {
        case version, incarnation, revision, phones, published, pending, warnings, troubles
        case pendingBy = "pending-by"
        case pendingCount = "pending-count"
        case securityMode = "security-mode"
        case revisionTime = "revision-time"
        case defaultFilePending = "default-file-pending"
        case capfFilePending = "capf-file-pending"
        case carryingCertificate = "carrying-certificate"
        case srstReferences = "srst-references"
        case secureReferences = "secure-references"
    }
}

/// Somebody whose saved changes wait for a reset.
public struct PendingActor: Codable, Hashable, Sendable {
    /// Who.
    public var actor: String
    /// How many phones wait because of their changes.
    public var phones: Int

    /// An actor with a number of phones.
    public init(actor: String, phones: Int) {
        self.actor = actor
        self.phones = phones
    }
}
