public import ClusterModel

/// Changes what is saved.
public protocol SavedStateWriting {
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
}
