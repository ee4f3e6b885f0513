internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

/// Deletes what a site file does not name, in the order in which nothing deleted is still named; the cluster stays.
struct SitePruning {
    private(set) var deleted: [String] = []
    private(set) var messages: [Message] = []
    /// What goes with the deleted objects.
    private(set) var losses: [Loss] = []
    /// What sees every deletion.
    private(set) var ledger: SiteLedger
    private var phones: Set<DeviceName> = []
    private var counts: [(noun: String, count: Int)] = []

    private let transaction: any StoreTransaction
    private let context: UseCaseContext
    private let configuration: SavedConfiguration

    /// - Parameters:
    ///   - transaction: Where objects are deleted.
    ///   - context: The call.
    ///   - configuration: What was saved before the site was.
    ///   - ledger: What sees every deletion.
    init(
        _ transaction: any StoreTransaction,
        _ context: UseCaseContext,
        _ configuration: SavedConfiguration,
        _ ledger: SiteLedger
    ) {
        self.ledger = ledger
        self.transaction = transaction
        self.context = context
        self.configuration = configuration
    }

    /// A site that is pruned may name only what it has itself.
    static func behind(_ saved: SavedConfiguration) -> SavedConfiguration { SavedConfiguration(cluster: saved.cluster) }

    /// Deletes the objects that `site` does not have.
    mutating func prune(_ site: Site) throws {
        let named = Set(site.phones.map(\.object.name))
        var unnamed: [SavedItem] = []
        try transaction.forEachPhone { if !named.contains($0.value.name) { unnamed.append(SavedItem($0)) } }
        phones = Set(unnamed.compactMap { ($0.value as? Phone)?.name })
        try delete(unnamed, Phone.noun)
        try delete(configuration.devicePools, besides: site.devicePools, \.name)
        try delete(configuration.securityProfiles, besides: site.securityProfiles, \.name)
        try delete(configuration.srstReferences, besides: site.srstReferences, \.name)
        try delete(configuration.callManagerGroups, besides: site.callManagerGroups, \.name)
    }

    /// Takes the deleted phones' files away (S02); none when no phone was deleted.
    func withdrawFiles(plan: Bool) throws -> ResetReport? {
        guard !phones.isEmpty else { return nil }
        let event = context.event("delete phones that the site file does not name")
        let outcome = try context.publisher.withdrawFiles(of: phones, event, in: transaction, grouped: plan)
        try context.auditPublication("withdraw", "pruned phones", outcome, in: transaction)
        return ResetReport(outcome, selection: "pruned phones", plan: plan)
    }

    /// Refuses deletions that were not confirmed; nothing when there are none.
    func refuseUnconfirmed() throws(Problem) {
        guard !deleted.isEmpty else { return }
        let what = counts.filter { $0.count > 0 }.map { Quantity($0.count, $0.noun).description }
        let list = what.dropLast().joined(separator: ", ") + (what.count > 1 ? " and " : "") + (what.last ?? "")
        throw Problem(
            .unconfirmed,
            code: "objects-would-be-deleted",
            "This file does not name \(list), which would be deleted; nothing was applied.",
            object: "site file",
            hint: "See which with --plan; repeat with --confirm and the file's name if that is meant."
        )
    }

    private mutating func delete<Object: SavedObject>(
        _ saved: [ObjectName: Saved<Object>],
        besides items: [Site.Item<Object>],
        _ name: (Object) -> ObjectName
    ) throws {
        let named = Set(items.map { name($0.object) })
        let unnamed = saved.filter { !named.contains($0.key) }.sorted { $0.key < $1.key }
        try delete(unnamed.map { SavedItem($0.value) }, Object.noun)
    }

    private mutating func delete(_ items: [SavedItem], _ noun: String) throws {
        let security = NamedSecurity(configuration)
        for item in items {
            if item.value is CallManagerGroup {
                // The cluster of a file without that section may still name it.
                let users = try ObjectUsers(of: item.value, transaction.configuration(), in: transaction)
                guard users.isEmpty else { throw users.refusal(of: item.value) }
            }
            let certificate = configuration.certificates[item.id]
            losses += item.losses(certificate, security)
            try ledger.note(item.value.label, from: item.image(certificate), to: nil)
            try transaction.delete(item, certificate, context)
            deleted.append(item.value.label)
            if let reference = item.value as? SRSTReference, reference.isSecure {
                messages.append(
                    ChapterMessages.disableCredentialService(reference.name, hadCertificate: certificate != nil)
                )
            }
        }
        counts.append((noun, items.count))
    }
}
