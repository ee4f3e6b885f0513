public import ClusterModel
public import Platform

/// A revision before it is committed: all its files, by shared renditions and own values.
public struct RevisionDraft: Sendable {
    /// A rendition of the revision.
    public struct Rendition: Sendable {
        /// The shared body.
        public let body: RenditionBody
        /// The SHA-256 of the body's bytes and holes, by which equal bodies are stored once.
        public let bodyHash: SHA256Hash
        /// What it was made from.
        public let origin: RenditionOrigin

        /// A rendition with the given parts.
        public init(body: RenditionBody, bodyHash: SHA256Hash, origin: RenditionOrigin) {
            self.body = body
            self.bodyHash = bodyHash
            self.origin = origin
        }
    }

    /// A phone's values in a revision.
    public struct Values: Sendable {
        /// The values.
        public let fragment: Fragment
        /// The version of the phone they were taken from.
        public let phoneVersion: Int
        /// The outline of that phone, when it is known.
        public let outline: PhoneOutline?
        /// The key under which the same values are stored already.
        public let storedAs: FragmentID?

        /// Values taken from the given version of a phone.
        public init(_ fragment: Fragment, phoneVersion: Int, outline: PhoneOutline? = nil, storedAs: FragmentID? = nil)
        {
            self.fragment = fragment
            self.phoneVersion = phoneVersion
            self.outline = outline
            self.storedAs = storedAs
        }
    }

    /// One file of the revision.
    public struct File: Sendable {
        /// The file's object.
        public let id: ObjectID
        /// The file's name.
        public let file: PublishedFile
        /// The index of its rendition in ``RevisionDraft/renditions``.
        public let rendition: Int
        /// Its values; none for `XMLDefault.cnf.xml`.
        public let values: Values?
        /// Its stamp.
        public let stamp: VersionStamp
        /// The SHA-256 of the file.
        public let hash: SHA256Hash
        /// The revision it was made in, when it is published again by a rollback; else the file is made from the saved
        /// state, and its rendition from the phone's pool and profile.
        public let copiedFrom: RevisionNumber?

        /// A file with the given parts.
        public init(
            id: ObjectID,
            file: PublishedFile,
            rendition: Int,
            values: Values?,
            stamp: VersionStamp,
            hash: SHA256Hash,
            copiedFrom: RevisionNumber? = nil
        ) {
            self.copiedFrom = copiedFrom
            self.id = id
            self.file = file
            self.rendition = rendition
            self.values = values
            self.stamp = stamp
            self.hash = hash
        }
    }

    /// A file that is withdrawn.
    public struct Withdrawal: Hashable, Sendable {
        /// The file's object.
        public let id: ObjectID
        /// The file's name.
        public let file: PublishedFile
        /// Whether the name is another saved phone's now: then a file of that name is served on, its own.
        public let isSucceeded: Bool

        /// The withdrawal of `file`.
        public init(id: ObjectID, file: PublishedFile, isSucceeded: Bool = false) {
            self.id = id
            self.file = file
            self.isSucceeded = isSucceeded
        }
    }

    /// The second for which validity was judged, since 1970.
    public var asOf: UnixTime
    /// Who caused it.
    public var actor: String
    /// What caused it, for instance `reset srst branch-12`.
    public var reason: String
    /// The renditions its files share.
    public var renditions: [Rendition]
    /// Its files.
    public var files: [File]
    /// The files it takes away.
    public var withdrawals: [Withdrawal]

    /// A revision without files.
    public init(asOf: UnixTime, actor: String, reason: String) {
        self.asOf = asOf
        self.actor = actor
        self.reason = reason
        renditions = []
        files = []
        withdrawals = []
    }

    /// How many names it takes away.
    public var withdrawnCount: Int { withdrawals.count { !$0.isSucceeded } }

    /// Whether committing it would change nothing that is served.
    public var isEmpty: Bool { files.isEmpty && withdrawnCount == 0 }
}
