public import ClusterModel
public import Platform

/// What is published, and was.
public protocol PublicationReading {
    /// The object of a file of the whole site, the version of it that is served, and whether there ever was one.
    ///
    /// - Parameter file: The default file or the CAPF root; no phone's.
    /// - Returns: The key of its object, what is served, and whether anything ever was.
    /// - Throws: What the store throws.
    func siteFile(_ file: PublishedFile) throws -> (id: ObjectID, published: Publication?, everPublished: Bool)

    /// The file as it was served while `revision` was the latest; none when there was none.
    func publication(of file: PublishedFile, at revision: RevisionNumber) throws -> Publication?

    /// Calls `body` with every file that is served.
    func forEachPublished(_ body: (PublishedVersion) throws -> Void) throws

    /// Calls `body` with each file that a revision published or took away, in the order of their names.
    func forEachPublication(in revision: RevisionNumber, _ body: (PublicationRecord) throws -> Void) throws

    /// Calls `body` with every version of a file that is kept, the latest first; those of deleted phones of that name
    /// are among them.
    func forEachVersion(of file: PublishedFile, _ body: (PublicationRecord, Revision) throws -> Void) throws

    /// Calls `body` with the name and the SHA-256 of every file as it was served while `revision` was the latest, in
    /// the order of their names.
    func forEachFile(at revision: RevisionNumber, _ body: (PublishedFile, _ hash: SHA256Hash) throws -> Void) throws

    /// Calls `body` with each file that was published or taken away after revision `earlier` and up to `later`, in the
    /// order of their names.
    func forEachChange(
        from earlier: RevisionNumber,
        to later: RevisionNumber,
        _ body: (PublicationChange) throws -> Void
    ) throws

    /// What the files that are served now were made from, and when; not in any order.
    func servedOrigins() throws -> [ServedOrigin]

    /// The body with the given key.
    func body(_ id: BodyID) throws -> RenditionBody?

    /// The values with the given key.
    func fragment(_ id: FragmentID) throws -> Fragment?
}

extension PublicationReading {
    /// The default file's object, the version of it that is served, and whether there ever was one.
    public func defaultFile() throws -> (id: ObjectID, published: Publication?, everPublished: Bool) {
        try siteFile(.defaultFile)
    }
}
