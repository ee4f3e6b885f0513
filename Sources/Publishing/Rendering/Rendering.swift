internal import Certificates
internal import ClusterModel
internal import PhoneFiles
internal import Store

/// One run over candidates: renders each, compares with what is served, and gathers a revision.
struct Rendering {
    private let snapshot: any StoreSnapshot
    private let configuration: SavedConfiguration
    private let pools: [ObjectID: Saved<DevicePool>]
    private let profiles: [ObjectID: Saved<PhoneSecurityProfile>]
    private var renditions: [RenditionKey: PreparedRendition] = [:]
    /// The rendition used last: most often, the next phone has it, too.
    private var latest: (key: RenditionKey, rendition: PreparedRendition)?
    private(set) var outcome: ResetOutcome

    /// What renditions are shared by: within one snapshot, the pool and the profile decide everything else.
    private struct RenditionKey: Hashable {
        let pool: ObjectID
        let profile: ObjectID
        let outline: PhoneOutline
    }

    /// A phone's part of its file.
    private struct OwnPart {
        let key: RenditionKey
        let values: RevisionDraft.Values
    }

    init(_ snapshot: any StoreSnapshot, _ event: PublishingEvent) throws {
        self.snapshot = snapshot
        configuration = try snapshot.configuration()
        pools = Dictionary(configuration.devicePools.values.map { ($0.id, $0) }) { first, _ in first }
        profiles = Dictionary(configuration.securityProfiles.values.map { ($0.id, $0) }) { first, _ in first }
        outcome = ResetOutcome(draft: RevisionDraft(asOf: event.asOf, actor: event.actor, reason: event.reason))
    }

    /// Renders a phone's file and adds it to the revision when its bytes differ from those served.
    mutating func add(_ candidate: PhoneCandidate) throws {
        guard let saved = candidate.saved else {
            guard candidate.published != nil else { return }
            outcome.draft.withdrawals.append(RevisionDraft.Withdrawal(id: candidate.id, file: .phone(candidate.name)))
            outcome.withdrawn.append(candidate.name)
            return
        }
        let own = try ownPart(of: saved, candidate)
        let rendition = try rendition(own.key)
        let file = try rendition.body.finish(own.values.fragment)
        note(rendition, candidate)
        guard file.hash != candidate.published?.hash else {
            outcome.unchanged += 1
            return
        }
        outcome.published.append(candidate.name)
        outcome.draft.publications.append(
            RevisionDraft.Publication(
                id: candidate.id,
                file: .phone(candidate.name),
                rendition: draftIndex(of: rendition),
                values: own.values,
                stamp: file.stamp,
                hash: file.hash
            )
        )
    }

    /// Renders a file of the whole site when there is something to make it from (P03, S06), and takes it away when
    /// there no longer is.
    mutating func add(
        _ file: PublishedFile,
        _ state: (id: ObjectID, published: CurrentPublication?, everPublished: Bool)
    ) throws {
        guard let body = try siteFileBody(file) else {
            guard state.published != nil else { return }
            outcome.draft.withdrawals.append(RevisionDraft.Withdrawal(id: state.id, file: file))
            outcome.siteFiles.insert(file)
            return
        }
        let finished = try PreparedBody(body).finish(nil)
        guard finished.hash != state.published?.hash else { return }
        outcome.siteFiles.insert(file)
        let origin = RenditionOrigin(pool: nil, profile: nil, reference: nil, certificate: nil)
        outcome.draft.renditions.append(Self.draft(body, origin))
        outcome.draft.publications.append(
            RevisionDraft.Publication(
                id: state.id,
                file: file,
                rendition: outcome.draft.renditions.count - 1,
                values: nil,
                stamp: finished.stamp,
                hash: finished.hash
            )
        )
    }

    /// The bytes of a file of the whole site; none when the site has no such file.
    private func siteFileBody(_ file: PublishedFile) throws -> RenditionBody? {
        switch file {
        case .phone:
            return nil
        case .capfRoot:
            let root = try snapshot.authorities().first { $0.role == .capf }
            return root.flatMap { RenditionBody(bytes: $0.der, holes: []) }
        case .defaultFile:
            let cluster = configuration.cluster.value
            guard let name = cluster.defaultCallManagerGroup else { return nil }
            guard let group = configuration.callManagerGroups[name] else {
                throw PublishingError.danglingReference(name.text)
            }
            return try DefaultFileRenderer.body(cluster: cluster, group: group.value)
        }
    }

    /// The phone's values and what shapes its file; as they were stored, when neither the phone nor its certificate has
    /// changed since.
    private func ownPart(of saved: CandidateState, _ candidate: PhoneCandidate) throws -> OwnPart {
        let certificateHash = candidate.certificateHash.map(PhoneFileView.certificateHashText)
        if case .unchanged(let phone) = saved, phone.outline.layout == PhoneFileRenderer.valueLayout,
            PhoneFileRenderer.isMade(phone.values, with: certificateHash)
        {
            let values = RevisionDraft.Values(
                phone.values,
                phoneVersion: phone.version,
                outline: phone.outline,
                storedAs: candidate.published?.fragmentID
            )
            return OwnPart(
                key: RenditionKey(pool: phone.pool, profile: phone.profile, outline: phone.outline),
                values: values
            )
        }
        guard let phone = try snapshot.phone(of: candidate) else {
            throw PublishingError.danglingReference(candidate.name.description)
        }
        guard let pool = configuration.devicePools[phone.value.devicePool] else {
            throw PublishingError.danglingReference(phone.value.devicePool.text)
        }
        guard let profile = configuration.securityProfiles[phone.value.securityProfile] else {
            throw PublishingError.danglingReference(phone.value.securityProfile.text)
        }
        let outline = PhoneOutline(phone.value, layout: PhoneFileRenderer.valueLayout)
        let fragment = try PhoneFileRenderer.fragment(phone.value, certificateHash: certificateHash)
        return OwnPart(
            key: RenditionKey(pool: pool.id, profile: profile.id, outline: outline),
            values: RevisionDraft.Values(fragment, phoneVersion: phone.version, outline: outline)
        )
    }

    private mutating func rendition(_ key: RenditionKey) throws -> PreparedRendition {
        if let latest, latest.key == key { return latest.rendition }
        let rendition = try renditions[key] ?? prepare(key)
        renditions[key] = rendition
        latest = (key, rendition)
        return rendition
    }

    private func prepare(_ key: RenditionKey) throws -> PreparedRendition {
        guard let pool = pools[key.pool], let profile = profiles[key.profile] else {
            throw PublishingError.danglingReference("\(key.pool), \(key.profile)")
        }
        let circumstances = try PhoneCircumstances(pool, profile, configuration, asOf: outcome.asOf)
        let shape = PhoneShape(key.outline, cluster: configuration.cluster.value)
        return PreparedRendition(
            body: PreparedBody(try PhoneFileRenderer.body(circumstances.fileContext, shape)),
            circumstances
        )
    }

    private mutating func draftIndex(of rendition: PreparedRendition) -> Int {
        if let index = rendition.draftIndex { return index }
        outcome.draft.renditions.append(Self.draft(rendition.body.body, rendition.origin))
        let index = outcome.draft.renditions.count - 1
        rendition.draftIndex = index
        return index
    }

    private mutating func note(_ rendition: PreparedRendition, _ candidate: PhoneCandidate) {
        if rendition.carriesCertificate { outcome.carryingCertificate += 1 }
        if let reason = rendition.outsideValidity, candidate.published?.rendition.origin.certificate != nil {
            outcome.lostToValidity[reason, default: 0] += 1
        }
        if let missing = rendition.missingCertificate {
            outcome.missingCertificates[missing.reference, default: [:]][missing.reason, default: 0] += 1
        }
    }

    private static func draft(_ body: RenditionBody, _ origin: RenditionOrigin) -> RevisionDraft.Rendition {
        var digest = SHA256Digest()
        digest.update(body.bytes.span)
        // Two bodies of the same bytes may still differ in what their holes take.
        digest.update(Array(String(describing: body.holes).utf8).span)
        return RevisionDraft.Rendition(body: body, bodyHash: digest.finish(), origin: origin)
    }
}
