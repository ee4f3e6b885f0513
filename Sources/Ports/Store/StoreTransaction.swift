public import ClusterModel
public import Platform

/// A view of the store that can be changed; all its changes are committed together or not at all.
public protocol StoreTransaction: StoreSnapshot {
    /// Saves the cluster's settings.
    @discardableResult
    func save(_ cluster: Cluster) throws -> Saved<Cluster>
    /// Saves a call-manager group, new or known by its name.
    @discardableResult
    func save(_ group: CallManagerGroup) throws -> Saved<CallManagerGroup>
    /// Saves an SRST reference, new or known by its name.
    @discardableResult
    func save(_ reference: SRSTReference) throws -> Saved<SRSTReference>
    /// Saves a device pool, new or known by its name; what it names must be saved already.
    @discardableResult
    func save(_ pool: DevicePool) throws -> Saved<DevicePool>
    /// Saves a phone security profile, new or known by its name.
    @discardableResult
    func save(_ profile: PhoneSecurityProfile) throws -> Saved<PhoneSecurityProfile>
    /// Saves a phone, new or known by its name; what it names must be saved already.
    @discardableResult
    func save(_ phone: Phone) throws -> Saved<Phone>

    /// Gives an object another name, which no other of its noun may have; its key, and with it its history, stays.
    /// A phone's name is its address and cannot change.
    func rename(_ id: ObjectID, to name: ObjectName) throws

    /// Takes an object out of the saved state; its key and name stay for what was published from it. What was saved of it
    /// is kept, certificates included, until retention drops it.
    func delete(_ id: ObjectID, _ deletion: Deletion) throws

    /// Brings a deleted object back as it was, certificates included, under its key; what it names is found by its key, or
    /// else by its name.
    ///
    /// - Throws: A `Problem` of kind `conflict` when its name is taken or something that it names is deleted.
    func undelete(_ id: ObjectID) throws

    /// Sets, replaces or removes the certificate accepted for a reference.
    func setCertificate(_ record: CertificateRecord?, for reference: ObjectID) throws

    /// Appends to the history of a reference's certificates; in a rehearsal it does nothing.
    func recordCertificateEvent(_ event: CertificateEvent, for reference: ObjectID) throws

    /// Adds what vouches for phones' certificates; a CAPF root takes the place of the one before.
    func add(_ authority: AuthorityRecord) throws

    /// Removes the authority whose certificate has that SHA-256.
    func removeAuthority(_ fingerprint: SHA256Hash) throws

    /// Sets or replaces the certificate of its kind of a phone; deleting the phone removes it.
    func setCertificate(_ record: PhoneCertificateRecord, ofPhone phone: ObjectID) throws

    /// Appends to the audit trail; a change whose entry cannot be written fails as a whole.
    func appendAudit(_ entry: AuditEntry) throws

    /// Remembers a site file that was applied, and forgets those that were applied longest ago
    /// (``AppliedFile/mostRemembered``); in a rehearsal it does nothing.
    func remember(_ file: AppliedFile) throws

    /// Takes a time, in seconds since 1970, for the last known one, be it before the one that was known
    /// (``StoreSnapshot/knownTime()``).
    func believe(_ time: UnixTime) throws

    /// Writes a revision, and answers it as committed at `time` (seconds since 1970), or at the last known time when that is
    /// later. A plausible time is the last known one from then on.
    func writeRevision(_ draft: RevisionDraft, at time: UnixTime) throws -> Revision

    /// Adds an operation and answers its number; in a rehearsal it does nothing and answers 0.
    func add(_ operation: ResetOperation) throws -> Int

    /// Keeps how an operation goes on: its phase and reason, and how many phones are left.
    func update(_ operation: ResetOperation) throws

    /// Adds a wave to its operation; in a rehearsal it does nothing.
    func add(_ wave: OperationWave) throws

    /// Keeps what became of telling a wave's phones.
    func setNotice(_ notice: OperationWave.Notice, ofRevision revision: RevisionNumber) throws

    /// Keeps the last fetch of each phone, and of an operation's revisions the first that was complete; a name that no
    /// saved phone has is passed over.
    func recordFetches(_ records: [FetchRecord]) throws

    /// Calls `action` once when this transaction is committed, before the next one begins; never in a rehearsal.
    func afterCommit(_ action: @Sendable @escaping () -> Void)
}
