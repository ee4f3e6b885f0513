public import ClusterModel

/// One revision.
public struct RevisionReport: Codable, Hashable, Sendable {
    /// One file of a revision.
    public struct File: Codable, Hashable, Sendable {
        /// The file's name.
        public var file: String
        /// The SHA-256 of the file in hexadecimal; none when it was taken away.
        public var sha256: String?
        /// The SHA-256 of the SRST certificate in it, in hexadecimal.
        public var srstCertificate: String?
        /// The revision it was rolled back to.
        public var copiedFrom: RevisionNumber?

        /// A file with the given parts.
        public init(file: String, sha256: String?, srstCertificate: String?, copiedFrom: RevisionNumber?) {
            self.file = file
            self.sha256 = sha256
            self.srstCertificate = srstCertificate
            self.copiedFrom = copiedFrom
        }

        private enum CodingKeys: String, CodingKey {
            case file, sha256
            case srstCertificate = "srst-certificate"
            case copiedFrom = "copied-from"
        }
    }

    /// Its number within the incarnation.
    public var revision: RevisionNumber
    /// When it was committed, ISO 8601.
    public var committedAt: String
    /// The second for which validity was judged, ISO 8601.
    public var asOf: String
    /// Who caused it.
    public var actor: String
    /// What caused it.
    public var reason: String
    /// How many files it published.
    public var published: Int
    /// How many files it took away.
    public var withdrawn: Int
    /// Its files, by name; none in a list. Of a revision at the edge of what is kept, those that were replaced are gone.
    public var files: [File]?

    /// A report with the given parts.
    public init(
        revision: RevisionNumber,
        committedAt: String,
        asOf: String,
        actor: String,
        reason: String,
        published: Int,
        withdrawn: Int,
        files: [File]? = nil
    ) {
        self.revision = revision
        self.committedAt = committedAt
        self.asOf = asOf
        self.actor = actor
        self.reason = reason
        self.published = published
        self.withdrawn = withdrawn
        self.files = files
    }

    private enum CodingKeys: String, CodingKey {
        case revision, actor, reason, published, withdrawn, files
        case committedAt = "committed-at"
        case asOf = "as-of"
    }
}

/// The revisions that are kept.
public struct RevisionListReport: Codable, Hashable, Sendable {
    /// The store's incarnation id; a position is this and a number.
    public var incarnation: String
    /// The oldest revision that is kept.
    public var oldestKept: RevisionNumber
    /// The revisions, the latest first.
    public var revisions: [RevisionReport]

    /// A report with the given parts.
    public init(incarnation: String, oldestKept: RevisionNumber, revisions: [RevisionReport]) {
        self.incarnation = incarnation
        self.oldestKept = oldestKept
        self.revisions = revisions
    }

    private enum CodingKeys: String, CodingKey {
        case incarnation, revisions
        case oldestKept = "oldest-kept"
    }
}

/// What became of all files between two revisions.
public struct RevisionDiffReport: Codable, Hashable, Sendable {
    /// The revision compared first.
    public var before: RevisionNumber
    /// The revision compared second.
    public var after: RevisionNumber
    /// The files that differ, grouped by identical change.
    public var changes: [ChangeGroupReport]

    /// A report with the given parts.
    public init(before: RevisionNumber, after: RevisionNumber, changes: [ChangeGroupReport]) {
        self.before = before
        self.after = after
        self.changes = changes
    }
}

/// What a rollback did, or with `plan` would do.
public struct RollbackReport: Codable, Hashable, Sendable {
    /// The revision whose files are served again.
    public var target: RevisionNumber
    /// Whether this is only what would be done.
    public var plan: Bool
    /// The revision it was committed as; none when nothing changed.
    public var revision: RevisionNumber?
    /// The phones whose earlier file is served again.
    public var restored: [String]
    /// Whether `XMLDefault.cnf.xml` is served as it was.
    public var defaultFile: Bool
    /// Whether `CAPF.der` is served as it was.
    public var capfFile: Bool
    /// The phones that got their first file since, and keep what they have.
    public var newer: [String]
    /// The phones that were deleted since, and stay without a file.
    public var deleted: [String]
    /// How many of the files contradict what is saved today, by the reason.
    public var contradictions: [String: Int]
    /// The files that change, grouped by identical change.
    public var changes: [ChangeGroupReport]
    /// What else to know.
    public var messages: [Message]
    /// The operation that tells what becomes of the phones; none when no file changed, and for a plan.
    public var operation: Int?
    /// How many phones whose file changes wait for a later wave.
    public var deferred: Int?
    /// How many waves there are, with the first, when phones wait for a later one.
    public var waves: Int?
    /// The SHA-256 of what would change, which ``RollbackRevision/expected`` takes; only for a plan.
    public var digest: String?

    /// A report with the given parts.
    public init(
        target: RevisionNumber,
        plan: Bool,
        revision: RevisionNumber?,
        restored: [String],
        defaultFile: Bool,
        capfFile: Bool,
        newer: [String],
        deleted: [String],
        contradictions: [String: Int],
        changes: [ChangeGroupReport],
        messages: [Message]
    ) {
        self.target = target
        self.plan = plan
        self.revision = revision
        self.restored = restored
        self.defaultFile = defaultFile
        self.capfFile = capfFile
        self.newer = newer
        self.deleted = deleted
        self.contradictions = contradictions
        self.changes = changes
        self.messages = messages
    }

    private enum CodingKeys: String, CodingKey {
        case target, plan, revision, restored, newer, deleted, contradictions, changes, messages, operation, deferred,
            waves, digest
        case defaultFile = "default-file"
        case capfFile = "capf-file"
    }
}
