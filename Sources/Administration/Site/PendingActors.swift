internal import AdminAPI
internal import ClusterModel
internal import Store

/// Who made phones wait for a reset: the actors of the changes that were saved since each phone's file was made, to the
/// phone or to anything it takes something from.
struct PendingActors {
    private struct Waiting {
        var phone: Phone
        var since: Int
    }

    private let snapshot: any StoreSnapshot
    private let configuration: SavedConfiguration
    private var waiting: [Waiting] = []
    private var auditCounts: [Int: Int] = [:]

    init(_ snapshot: any StoreSnapshot, _ configuration: SavedConfiguration) {
        self.snapshot = snapshot
        self.configuration = configuration
    }

    /// Adds a phone that waits.
    mutating func add(_ candidate: PhoneCandidate) throws {
        guard let phone = try snapshot.phone(of: candidate)?.value, let published = candidate.published else { return }
        let since = try auditCounts[published.madeIn] ?? snapshot.auditCount(at: published.madeIn)
        auditCounts[published.madeIn] = since
        waiting.append(Waiting(phone: phone, since: since))
    }

    /// The actors with the numbers of phones, most first.
    func counts() throws -> [PendingActor] {
        guard let start = waiting.map(\.since).min() else { return [] }
        var changes: [String: [(actor: String, sequence: Int)]] = [:]
        for change in try snapshot.lastChanges(after: start) {
            changes[change.object, default: []].append((change.actor, change.sequence))
        }
        // What was changed under a former name was changed all the same.
        for renaming in try snapshot.renamings(after: start) {
            let former = changes[renaming.before, default: []].filter { $0.sequence <= renaming.sequence }
            changes[renaming.after, default: []] += former
        }
        var counts: [String: Int] = [:]
        for phone in waiting {
            var actors: Set<String> = []
            for label in labels(phone.phone) {
                for change in changes[label] ?? [] where change.sequence > phone.since { actors.insert(change.actor) }
            }
            for actor in actors { counts[actor, default: 0] += 1 }
        }
        return counts.map { PendingActor(actor: $0.key, phones: $0.value) }
            .sorted { ($1.phones, $0.actor) < ($0.phones, $1.actor) }
    }

    /// How audit records name what the phone's file comes from.
    private func labels(_ phone: Phone) -> [String] {
        var labels = [phone.label, Cluster.noun]
        if let profile = configuration.securityProfiles[phone.securityProfile]?.value { labels.append(profile.label) }
        guard let pool = configuration.devicePools[phone.devicePool]?.value else { return labels }
        labels.append(pool.label)
        if let group = configuration.callManagerGroups[pool.callManagerGroup]?.value { labels.append(group.label) }
        if case .reference(let name) = pool.srst, let reference = configuration.srstReferences[name]?.value {
            labels.append(reference.label)
        }
        return labels
    }
}
