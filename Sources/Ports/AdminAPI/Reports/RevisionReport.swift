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
