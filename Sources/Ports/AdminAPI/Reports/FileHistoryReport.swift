public import ClusterModel

/// What a phone had and when.
public struct FileHistoryReport: Codable, Hashable, Sendable {
    /// One version of the file.
    public struct Version: Codable, Hashable, Sendable {
        /// The revision that published it, or took the file away.
        public var revision: RevisionNumber
        /// From when it was served, ISO 8601.
        public var from: String
        /// Until when; none when it is served now.
        public var until: String?
        /// Who caused it.
        public var actor: String
        /// What caused it.
        public var reason: String
        /// The SHA-256 of the file in hexadecimal; none when it was taken away.
        public var sha256: String?
        /// The SHA-256 of the SRST certificate in it, in hexadecimal.
        public var srstCertificate: String?
        /// The revision it was rolled back to.
        public var copiedFrom: RevisionNumber?

        /// A version with the given parts.
        public init(
            revision: RevisionNumber,
            from: String,
            until: String?,
            actor: String,
            reason: String,
            sha256: String?,
            srstCertificate: String?,
            copiedFrom: RevisionNumber?
        ) {
            self.revision = revision
            self.from = from
            self.until = until
            self.actor = actor
            self.reason = reason
            self.sha256 = sha256
            self.srstCertificate = srstCertificate
            self.copiedFrom = copiedFrom
        }

        private enum CodingKeys: String, CodingKey {
            case revision, from, until, actor, reason, sha256
            case srstCertificate = "srst-certificate"
            case copiedFrom = "copied-from"
        }
    }

    /// The file's name.
    public var file: String
    /// The store's incarnation id.
    public var incarnation: String
    /// The versions that are kept, the latest first.
    public var versions: [Version]
    /// The phone whose place this one took; its history goes on there.
    public var replaces: String?
    /// The phone that took this one's place.
    public var replacedBy: String?

    /// A report with the given parts.
    public init(
        file: String,
        incarnation: String,
        versions: [Version],
        replaces: String? = nil,
        replacedBy: String? = nil
    ) {
        self.file = file
        self.incarnation = incarnation
        self.versions = versions
        self.replaces = replaces
        self.replacedBy = replacedBy
    }

    private enum CodingKeys: String, CodingKey {
        case file, incarnation, versions, replaces
        case replacedBy = "replaced-by"
    }
}
