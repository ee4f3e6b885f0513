public import ClusterModel

/// What a reset did, or with `plan` would do.
public struct ResetReport: Codable, Hashable, Sendable {
    /// What was reset, for instance `srst branch-12`.
    public var selection: String
    /// Whether this is only what would be done.
    public var plan: Bool
    /// The revision it was committed as; none when nothing changed.
    public var revision: RevisionNumber?
    /// The second for which validity was judged, ISO 8601.
    public var asOf: String
    /// The phones whose file changed.
    public var published: [String]
    /// The phones whose file was taken away.
    public var withdrawn: [String]
    /// How many phones were left alone because their bytes are the same.
    public var unchanged: Int
    /// Whether `XMLDefault.cnf.xml` changed.
    public var defaultFile: Bool
    /// Whether `CAPF.der` changed.
    public var capfFile: Bool
    /// How many of the selected phones' files carry an SRST certificate.
    public var carryingCertificate: Int
    /// What else to know.
    public var messages: [Message]
    /// The operation that tells what becomes of the phones; none when no file changed, and for a plan.
    public var operation: Int?
    /// How many phones whose file changes wait for a later wave.
    public var deferred: Int?
    /// How many waves there are, with the first, when phones wait for a later one.
    public var waves: Int?
    /// The files that would change, grouped by identical change; only for a plan.
    public var changes: [ChangeGroupReport]?
    /// The SHA-256 of what would change, which ``Reset/expected`` takes; only for a plan.
    public var digest: String?

    /// A report with the given parts.
    public init(
        selection: String,
        plan: Bool,
        revision: RevisionNumber?,
        asOf: String,
        published: [String],
        withdrawn: [String],
        unchanged: Int,
        defaultFile: Bool,
        capfFile: Bool = false,
        carryingCertificate: Int,
        messages: [Message]
    ) {
        self.selection = selection
        self.plan = plan
        self.revision = revision
        self.asOf = asOf
        self.published = published
        self.withdrawn = withdrawn
        self.unchanged = unchanged
        self.defaultFile = defaultFile
        self.capfFile = capfFile
        self.carryingCertificate = carryingCertificate
        self.messages = messages
    }

    /// Whether any file was published or taken away, or would be.
    public var changesFiles: Bool { !published.isEmpty || !withdrawn.isEmpty || defaultFile || capfFile }

    private enum CodingKeys: String, CodingKey {
        case selection, plan, revision, published, withdrawn, unchanged, messages, operation, deferred, waves, changes
        case digest
        case asOf = "as-of"
        case defaultFile = "default-file"
        case capfFile = "capf-file"
        case carryingCertificate = "carrying-certificate"
    }
}
