public import ClusterModel

/// One file of one revision.
public struct PublicationRecord: Sendable {
    /// The file's name.
    public let file: PublishedFile
    /// The revision.
    public let revision: RevisionNumber
    /// What was published; none when the file was taken away.
    public let published: Publication?

    /// A record with the given parts.
    public init(file: PublishedFile, revision: RevisionNumber, published: Publication?) {
        self.file = file
        self.revision = revision
        self.published = published
    }
}

/// What became of one file between two revisions.
public struct PublicationChange: Sendable {
    /// The file's object.
    public let id: ObjectID
    /// The file's name.
    public let file: PublishedFile
    /// Whether the object is still saved.
    public let isSaved: Bool
    /// Whether the earlier revision knew the file, be it as taken away.
    public let wasKnown: Bool
    /// The file as of the earlier revision; none when there was none.
    public let before: Publication?
    /// The file as of the later revision; none when there is none.
    public let after: Publication?

    /// A change with the given parts.
    public init(
        id: ObjectID,
        file: PublishedFile,
        isSaved: Bool,
        wasKnown: Bool,
        before: Publication?,
        after: Publication?
    ) {
        self.id = id
        self.file = file
        self.isSaved = isSaved
        self.wasKnown = wasKnown
        self.before = before
        self.after = after
    }
}
