public import ClusterModel

/// One consistent view of the store.
public protocol StoreSnapshot {
    /// The store's incarnation id; a restore starts a new one.
    func incarnation() throws -> String

    /// Everything saved but the phones.
    func configuration() throws -> SavedConfiguration

    /// The saved phone of that name.
    func phone(_ name: DeviceName) throws -> Saved<Phone>?

    /// Calls `body` with every saved phone in the order of their names.
    func forEachPhone(_ body: (Saved<Phone>) throws -> Void) throws

    /// Calls `body` with each of the selected phones, in the order of their names: the dependents by the saved state
    /// and by what is published (requirements.md, "dependents of an object").
    ///
    /// An object that no longer exists still selects the phones whose files came from it (S15, S18).
    ///
    /// - Throws: A `Problem` of kind `notFound` when no object of that name ever was.
    func forEachCandidate(_ selection: PhoneSelection, _ body: (PhoneCandidate) throws -> Void) throws

    /// The object of a file of the whole site, the version of it that is served, and whether there ever was one.
    ///
    /// - Parameter file: The default file or the CAPF root; no phone's.
    /// - Returns: The key of its object, what is served, and whether anything ever was.
    /// - Throws: What the store throws.
    func siteFile(_ file: PublishedFile) throws -> (id: ObjectID, published: CurrentPublication?, everPublished: Bool)

    /// The latest revision; none before the first.
    func latestRevision() throws -> Revision?

    /// The body with the given key.
    func body(_ id: Int64) throws -> RenditionBody?

    /// The values with the given key.
    func fragment(_ id: Int64) throws -> Fragment?

    /// Calls `body` with every file that is served.
    func forEachPublished(_ body: (PublishedVersion) throws -> Void) throws

    /// How the phone's last request for its file ended; none before the first.
    func lastFetch(of phone: DeviceName) throws -> FetchRecord?

    /// What became of the certificates of the references that have, or had, this name, oldest first; none when there never
    /// was such a reference.
    func certificateHistory(of reference: ObjectName) throws -> [CertificateEvent]?

    /// What vouches for phones' certificates: the CAPF root first, the others in the order they were added.
    func authorities() throws -> [AuthorityRecord]

    /// Calls `body` with every imported certificate of `phone`, or of all phones in the order of their names.
    func forEachPhoneCertificate(
        of phone: DeviceName?,
        _ body: (DeviceName, PhoneCertificateRecord) throws -> Void
    ) throws

    /// Calls `body` with the audit records in order, beginning after `sequence`.
    func forEachAuditRecord(after sequence: Int, _ body: (AuditRecord) throws -> Void) throws

    /// The place of the first audit record that does not fit the chain; none when the whole trail is intact.
    func firstBrokenAuditRecord() throws -> Int?
}

extension StoreSnapshot {
    /// The default file's object, the version of it that is served, and whether there ever was one.
    public func defaultFile() throws -> (id: ObjectID, published: CurrentPublication?, everPublished: Bool) {
        try siteFile(.defaultFile)
    }
}
