internal import AdminAPI
internal import ClusterModel
internal import Store

/// Who made phones wait for a reset: the actors of the changes that were saved since each phone's file was made, to the
/// phone or to anything it takes something from.
struct PendingActors {
    /// Phones that wait for the same, counted together: there may be 100 000.
    private struct Waiting: Hashable {
        let pool: ObjectID
        let profile: ObjectID
        let since: Int
    }

    private let snapshot: any AuditReading & ChangeReading
    private let configuration: SavedConfiguration
    private let pools: [ObjectID: DevicePool]
    private let profiles: [ObjectID: PhoneSecurityProfile]
    private var waiting: [Waiting: [DeviceName]] = [:]
    private var auditCounts: [RevisionNumber: Int] = [:]

    init(_ snapshot: any AuditReading & ChangeReading, _ configuration: SavedConfiguration) {
        self.snapshot = snapshot
        self.configuration = configuration
        pools = Dictionary(configuration.devicePools.values.map { ($0.id, $0.value) }) { first, _ in first }
        profiles = Dictionary(configuration.securityProfiles.values.map { ($0.id, $0.value) }) { first, _ in first }
    }

    /// Adds a phone that waits.
    mutating func add(_ candidate: PhoneCandidate) throws {
        guard let place = candidate.place(in: configuration), let published = candidate.published else { return }
        let since = try auditCounts[published.madeIn] ?? snapshot.auditCount(at: published.madeIn)
        auditCounts[published.madeIn] = since
        waiting[Waiting(pool: place.pool, profile: place.profile, since: since), default: []].append(candidate.name)
    }

    /// The actors with the numbers of phones, most first.
    func counts() throws -> [PendingActor] {
        guard let start = waiting.keys.map(\.since).min() else { return [] }
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
        for (what, phones) in waiting {
            func actors(_ labels: [String]) -> Set<String> {
                Set(labels.flatMap { changes[$0] ?? [] }.filter { $0.sequence > what.since }.map(\.actor))
            }
            let shared = actors(labels(what))
            for actor in shared { counts[actor, default: 0] += phones.count }
            for phone in phones {
                for actor in actors(["\(Phone.noun) \(phone)"]).subtracting(shared) { counts[actor, default: 0] += 1 }
            }
        }
        return counts.map { PendingActor(actor: $0.key, phones: $0.value) }
            .sorted { ($1.phones, $0.actor) < ($0.phones, $1.actor) }
    }

    /// How audit records name what the phones' files come from, apart from the phones.
    private func labels(_ waiting: Waiting) -> [String] {
        var labels = [Cluster.noun]
        if let profile = profiles[waiting.profile] { labels.append(profile.label) }
        guard let pool = pools[waiting.pool] else { return labels }
        labels.append(pool.label)
        if let group = configuration.callManagerGroups[pool.callManagerGroup]?.value { labels.append(group.label) }
        if case .reference(let name) = pool.srst, let reference = configuration.srstReferences[name]?.value {
            labels.append(reference.label)
        }
        return labels
    }
}
