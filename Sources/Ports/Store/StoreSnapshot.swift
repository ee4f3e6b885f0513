public import ClusterModel
public import Platform

/// One consistent view of the store.
public protocol StoreSnapshot {
    /// The store's incarnation id; a restore starts a new one.
    func incarnation() throws -> String

    /// Everything saved but the phones.
    func configuration() throws -> SavedConfiguration

    /// The saved phone of that name.
    func phone(_ name: DeviceName) throws -> Saved<Phone>?

    /// Calls `body` with saved phones in the order of their names.
    ///
    /// - Parameters:
    ///   - first: The phone after which to begin; at the first when it is not given.
    ///   - last: The last one, whether it is there or not; all the others when it is not given.
    ///   - body: Takes a phone.
    /// - Throws: What the store or `body` throws.
    func forEachPhone(
        after first: DeviceName?,
        through last: DeviceName?,
        _ body: (Saved<Phone>) throws -> Void
    ) throws

    /// The last of so many saved phones that follow another, or that are the first; none when there are fewer.
    func phone(_ count: Int, after first: DeviceName?) throws -> DeviceName?

    /// The names of the first saved phones, in order, that begin with a text, without regard to case; it costs what it
    /// answers, however many phones there are.
    func phoneNames(beginningWith prefix: String, limit: Int) throws -> [String]

    /// Calls `body` with each of the selected phones until it answers `false`: the dependents by the saved state and by what is published
    /// (requirements.md, "dependents of an object"). It costs what it selects, however many other phones there are.
    ///
    /// An object that no longer exists still selects the phones whose files came from it (S15, S18).
    ///
    /// - Throws: A `Problem` of kind `notFound` when no object of that name ever was.
    func visitCandidates(
        _ selection: PhoneSelection,
        in order: CandidateOrder,
        _ body: (PhoneCandidate) throws -> Bool
    ) throws

    /// The object of a file of the whole site, the version of it that is served, and whether there ever was one.
    ///
    /// - Parameter file: The default file or the CAPF root; no phone's.
    /// - Returns: The key of its object, what is served, and whether anything ever was.
    /// - Throws: What the store throws.
    func siteFile(_ file: PublishedFile) throws -> (id: ObjectID, published: Publication?, everPublished: Bool)

    /// The latest revision; none before the first.
    func latestRevision() throws -> Revision?

    /// The last time, in seconds since 1970, that the host's clock was believed to be right; none before the first revision.
    func knownTime() throws -> UnixTime?

    /// The oldest revision whose every file can still be read; older ones were dropped (``StorePort/prune(_:now:)``).
    func oldestKeptRevision() throws -> RevisionNumber

    /// The kept revision of that number.
    func revision(_ number: RevisionNumber) throws -> RevisionSummary?

    /// The latest revision committed at or before a second since 1970.
    func revision(committedBy second: UnixTime) throws -> Revision?

    /// Calls `body` with every kept revision, the latest first, until it answers `false`.
    func forEachRevision(_ body: (RevisionSummary) throws -> Bool) throws

    /// Calls `body` with each file that a revision published or took away, in the order of their names.
    func forEachPublication(in revision: RevisionNumber, _ body: (PublicationRecord) throws -> Void) throws

    /// Calls `body` with every version of a file that is kept, the latest first; those of deleted phones of that name
    /// are among them.
    func forEachVersion(of file: PublishedFile, _ body: (PublicationRecord, Revision) throws -> Void) throws

    /// The file as it was served while `revision` was the latest; none when there was none.
    func publication(of file: PublishedFile, at revision: RevisionNumber) throws -> Publication?

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

    /// The first revision for which it is known what was saved of the objects of a noun; a store of an earlier schema did
    /// not keep it.
    func firstRevisionWithSavedState(ofNoun noun: String) throws -> RevisionNumber

    /// What was saved of an object, deleted by now or not, when `revision` was committed; none when it was not saved then.
    func earlierState(of id: ObjectID, at revision: RevisionNumber) throws -> EarlierState?

    /// What the files that are served now were made from, and when; not in any order.
    func servedOrigins() throws -> [ServedOrigin]

    /// Calls `body` with the deleted objects of a noun that can be brought back, in the order they were made, until it
    /// answers `false`.
    ///
    /// - Parameters:
    ///   - noun: The noun.
    ///   - folded: Only those that had this name, in lower case; all when it is not given.
    ///   - last: The one behind which to begin; with the first when it is not given.
    ///   - body: Takes a deleted object.
    /// - Throws: What the store or `body` throws.
    func forEachDeletedObject(
        ofNoun noun: String,
        named folded: String?,
        after last: ObjectID?,
        _ body: (DeletedObject) throws -> Bool
    ) throws

    /// The names, in lower case, that objects of a noun had when they were deleted and that none has now; those of what is
    /// not kept any more are among them.
    func deletedNames(ofNoun noun: String) throws -> Set<String>

    /// The name an object has, or had when it was deleted.
    func name(of id: ObjectID) throws -> String?

    /// The body with the given key.
    func body(_ id: BodyID) throws -> RenditionBody?

    /// The values with the given key.
    func fragment(_ id: FragmentID) throws -> Fragment?

    /// Calls `body` with every file that is served.
    func forEachPublished(_ body: (PublishedVersion) throws -> Void) throws

    /// What is known of the phone's requests for its file; none before the first.
    func fetches(of phone: DeviceName) throws -> PhoneFetches?

    /// Calls `body` with what saved phones are served and have fetched, in the order of their names; it costs what it
    /// passes, however many other phones and revisions there are.
    ///
    /// - Parameters:
    ///   - first: The phone after which to begin; at the first when it is not given.
    ///   - last: The last one, whether it is there or not; all the others when it is not given.
    ///   - body: Takes a phone.
    /// - Throws: What the store or `body` throws.
    func forEachFileStatus(
        after first: DeviceName?,
        through last: DeviceName?,
        _ body: (PhoneFileStatus) throws -> Void
    ) throws

    /// The operation with that number.
    func operation(_ id: Int) throws -> ResetOperation?

    /// The latest operations, the latest first; those of one phase when it is given.
    func operations(_ phase: ResetOperation.Phase?, limit: Int) throws -> [ResetOperation]

    /// The waves of an operation, oldest first.
    func waves(of operation: Int) throws -> [OperationWave]

    /// The waves with phones that are still to be told, oldest first.
    func wavesToTell() throws -> [OperationWave]

    /// How many phones of a wave's revision have arrived, and how many have not and had until `deadline` (seconds since
    /// 1970).
    func deliveryCounts(of wave: OperationWave, deadline: UnixTime) throws -> DeliveryCounts

    /// Calls `body` with each phone that a revision published or took away, in the order of their names.
    func forEachDelivery(in revision: RevisionNumber, _ body: (PhoneDelivery) throws -> Void) throws

    /// The first phones, in the order they lie in the store, that have neither fetched the file a revision published for
    /// them nor been given another; it costs what it passes over, not what comes behind.
    ///
    /// - Parameters:
    ///   - revision: The revision's number.
    ///   - last: The phone behind which to begin; with the first when it is not given.
    ///   - limit: How many at most.
    /// - Returns: The phones.
    /// - Throws: What the store throws.
    func waitingPhones(in revision: RevisionNumber, after last: ObjectID?, limit: Int) throws -> [WaitingPhone]

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

    /// The latest audit records that pass the filter, the latest first.
    func auditRecords(_ filter: AuditFilter) throws -> [AuditRecord]

    /// The audit record at a place; none when there is none.
    func auditRecord(_ sequence: Int) throws -> AuditRecord?

    /// The place of the last audit record that changed saved state; 0 before the first.
    func latestChange() throws -> Int

    /// The changes of the fields of saved objects that the trail has after a place and up to another, by object.
    func changes(after sequence: Int, through last: Int) throws -> [ChangeSpan]

    /// What is remembered of a site file that was applied; none when it is not remembered.
    func appliedFile(_ key: SHA256Hash) throws -> AppliedFile?

    /// Who changed what saved state after a place in the trail: each actor's last record for each object.
    func lastChanges(after sequence: Int) throws -> [(object: String, actor: String, sequence: Int)]

    /// Every renaming after a place in the trail, in order.
    func renamings(after sequence: Int) throws -> [Renaming]

    /// How many audit records there were when `revision` was committed.
    func auditCount(at revision: RevisionNumber) throws -> Int

    /// How many audit records were written, as the store keeps it beside the trail.
    func auditCount() throws -> Int

    /// The place of the first audit record that does not fit the chain, or that is missing at its end; none when the
    /// whole trail is intact.
    func firstBrokenAuditRecord() throws -> Int?
}

extension StoreSnapshot {
    /// Calls `body` with every saved phone in the order of their names.
    public func forEachPhone(_ body: (Saved<Phone>) throws -> Void) throws {
        try forEachPhone(after: nil, through: nil, body)
    }

    /// Calls `body` with what every saved phone is served and has fetched, in the order of their names.
    public func forEachFileStatus(_ body: (PhoneFileStatus) throws -> Void) throws {
        try forEachFileStatus(after: nil, through: nil, body)
    }

    /// The default file's object, the version of it that is served, and whether there ever was one.
    public func defaultFile() throws -> (id: ObjectID, published: Publication?, everPublished: Bool) {
        try siteFile(.defaultFile)
    }
}
