internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// Saves the objects of a site that differ from what is saved, in the order in which they refer to each other.
struct SiteWriter {
    private(set) var created: [String] = []
    private(set) var updated: [String] = []
    private(set) var unchanged = 0
    private(set) var messages: [Message] = []
    /// What the changes take away.
    private(set) var losses: [Loss] = []
    /// What the objects had to give before.
    private let securityBefore: NamedSecurity
    /// What the objects that were written until now have to give.
    private var security: NamedSecurity

    /// What sees every change.
    private(set) var ledger: SiteLedger
    /// What is brought back; none for changes that no file makes.
    var returning: ReturningObjects?

    private let transaction: any StoreTransaction
    private let context: UseCaseContext
    private let saved: SavedConfiguration
    private let isReset: Bool

    /// - Parameters:
    ///   - transaction: Where the objects are saved.
    ///   - context: The call.
    ///   - saved: What is behind the site.
    ///   - isReset: Whether the dependents are reset in the same step.
    ///   - ledger: What sees every change.
    ///   - returning: What notes the objects that are brought back; none when nobody asks.
    init(
        _ transaction: any StoreTransaction,
        _ context: UseCaseContext,
        _ saved: SavedConfiguration,
        isReset: Bool = false,
        ledger: SiteLedger = SiteLedger(),
        returning: ReturningObjects? = nil
    ) {
        self.ledger = ledger
        self.returning = returning
        self.isReset = isReset
        self.transaction = transaction
        self.context = context
        self.saved = saved
        securityBefore = NamedSecurity(saved)
        security = securityBefore
    }

    mutating func write(_ site: Site) throws {
        for item in site.callManagerGroups {
            try write(item.object, over: saved.callManagerGroups[item.object.name]?.value) { try $0.save($1) }
        }
        for item in site.srstReferences { try write(item.object) }
        for item in site.devicePools { try write(item.object) }
        for item in site.securityProfiles {
            try write(item.object, over: saved.securityProfiles[item.object.name]?.value) { try $0.save($1) }
        }
        if let cluster = site.cluster { try write(cluster.object) }
        for item in site.phones {
            let before = try transaction.phone(item.object.name)?.value
            try write(item.object, over: before)
        }
    }

    /// Saves a phone that differs from what is saved of it.
    @discardableResult
    mutating func write(_ phone: Phone, over before: Phone?) throws -> ImportRow.Outcome {
        try write(phone, over: before) { try $0.save($1) }
    }

    /// Saves a device pool that differs.
    @discardableResult
    mutating func write(_ pool: DevicePool) throws -> ImportRow.Outcome {
        try write(pool, over: saved.devicePools[pool.name]?.value) { try $0.save($1) }
    }

    @discardableResult
    private mutating func write<Object: SavedObject>(
        _ object: Object,
        over before: Object?,
        _ save: (any StoreTransaction, Object) throws -> Saved<Object>
    ) throws -> ImportRow.Outcome {
        guard before.map(object.isSame) != true else {
            unchanged += 1
            return .unchanged
        }
        if before == nil { try returning?.note(object) }
        _ = try save(transaction, object)
        try ledger.note(object.label, from: before?.document, to: object.document)
        security.note(object)
        if let before {
            losses += Loss.between(securityBefore.image(of: before), security.image(of: object), of: object.label)
        }
        var entry = context.audit(before == nil ? "add" : "update", object.label)
        entry.before = before?.document
        entry.after = object.document
        try transaction.appendAudit(entry)
        return note(object.label, isNew: before == nil)
    }

    /// Saves a reference that differs, with what the chapter has follow from that.
    @discardableResult
    mutating func write(_ reference: SRSTReference) throws -> ImportRow.Outcome {
        let before = saved.srstReferences[reference.name]
        var change = ReferenceChange(from: before, to: reference, isReset: isReset)
        guard change.differs else {
            unchanged += 1
            return .unchanged
        }
        if before == nil { try returning?.note(reference) }
        _ = try change.save(in: transaction, context, certificate: before.flatMap { saved.certificates[$0.id] })
        try ledger.note(reference.label, from: image(before), to: reference.document)
        messages += change.messages
        losses += change.losses
        security.note(reference)
        return note(reference.label, isNew: before == nil)
    }

    /// Takes note of a reference that was given another certificate besides.
    mutating func noteCertificate(of name: ObjectName) throws {
        let label = "\(SRSTReference.noun) \(name)"
        try ledger.note(label, from: image(saved.srstReferences[name]), to: .string("certificate"))
    }

    private func image(_ reference: Saved<SRSTReference>?) -> Document? {
        reference.map { ReferenceChange.image($0.value, saved.certificates[$0.id]) }
    }

    private mutating func write(_ cluster: Cluster) throws {
        var change = ClusterChange(from: saved.cluster.value, to: cluster)
        guard change.differs else {
            unchanged += 1
            return
        }
        _ = try change.save(in: transaction, context, action: "update")
        try ledger.note(cluster.label, from: saved.cluster.value.document, to: cluster.document)
        messages += change.messages
        losses += change.losses
        note(cluster.label, isNew: false)
    }

    @discardableResult
    private mutating func note(_ label: String, isNew: Bool) -> ImportRow.Outcome {
        if isNew { created.append(label) } else { updated.append(label) }
        return isNew ? .added : .updated
    }
}
