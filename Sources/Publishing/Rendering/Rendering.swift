internal import Certificates
internal import ClusterModel
internal import PhoneFiles
internal import Store

/// One run over candidates: renders each, compares with what is served, and gathers a revision.
struct Rendering {
    private let snapshot: any StoreSnapshot
    private let configuration: SavedConfiguration
    private var renditions: [RenditionKey: PreparedRendition] = [:]
    private var drafted: [RenditionKey: Int] = [:]
    private(set) var outcome: ResetOutcome
    /// How many phones' files the revision has at most; the others that would change are deferred.
    var maximum: Int?

    private var isFull: Bool {
        maximum.map { outcome.draft.publications.count + outcome.draft.withdrawals.count >= $0 } ?? false
    }

    /// What renditions are shared by: within one snapshot, the pool and the profile decide everything else.
    private struct RenditionKey: Hashable {
        let pool: ObjectID
        let profile: ObjectID
        let shape: PhoneShape
    }

    init(_ snapshot: any StoreSnapshot, _ event: PublishingEvent) throws {
        self.snapshot = snapshot
        configuration = try snapshot.configuration()
        outcome = ResetOutcome(draft: RevisionDraft(asOf: event.asOf, actor: event.actor, reason: event.reason))
    }

    /// Renders a phone's file and adds it to the revision when its bytes differ from those served.
    mutating func add(_ candidate: PhoneCandidate) throws {
        guard let saved = candidate.saved else {
            guard candidate.published != nil else { return }
            guard !isFull else {
                outcome.deferred += 1
                return
            }
            outcome.draft.withdrawals.append(RevisionDraft.Withdrawal(id: candidate.id, file: .phone(candidate.name)))
            outcome.withdrawn.append(candidate.name)
            return
        }
        let (key, rendition) = try rendition(for: saved.value)
        let certificateHash = candidate.certificateHash.map(PhoneFileView.certificateHashText)
        let fragment = try PhoneFileRenderer.fragment(saved.value, certificateHash: certificateHash)
        let file = try rendition.body.finish(fragment)
        note(rendition, candidate)
        guard file.hash != candidate.published?.hash else {
            outcome.unchanged += 1
            return
        }
        guard !isFull else {
            outcome.deferred += 1
            return
        }
        outcome.published.append(candidate.name)
        outcome.draft.publications.append(
            RevisionDraft.Publication(
                id: candidate.id,
                file: .phone(candidate.name),
                rendition: draftIndex(of: rendition, key),
                values: try values(fragment, saved, candidate.published),
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

    private mutating func rendition(for phone: Phone) throws -> (RenditionKey, PreparedRendition) {
        let circumstances = try PhoneCircumstances(phone, configuration, asOf: outcome.asOf)
        let key = RenditionKey(
            pool: circumstances.pool.id,
            profile: circumstances.profile.id,
            shape: PhoneShape(phone, cluster: configuration.cluster.value)
        )
        if let known = renditions[key] { return (key, known) }
        let rendition = PreparedRendition(
            body: PreparedBody(try PhoneFileRenderer.body(circumstances.fileContext, key.shape)),
            decision: circumstances.decision,
            origin: circumstances.origin,
            reference: circumstances.reference?.value
        )
        renditions[key] = rendition
        return (key, rendition)
    }

    private mutating func draftIndex(of rendition: PreparedRendition, _ key: RenditionKey) -> Int {
        if let index = drafted[key] { return index }
        outcome.draft.renditions.append(Self.draft(rendition.body.body, rendition.origin))
        drafted[key] = outcome.draft.renditions.count - 1
        return outcome.draft.renditions.count - 1
    }

    /// The phone's values; the stored ones again when they are the same, so that a change of body adds slim rows only.
    private func values(
        _ fragment: Fragment,
        _ saved: Saved<Phone>,
        _ published: CurrentPublication?
    ) throws -> RevisionDraft.Values {
        var stored: Int64?
        if let published, published.phoneVersion == saved.version, let id = published.fragmentID,
            try snapshot.fragment(id) == fragment
        {
            stored = id
        }
        return RevisionDraft.Values(fragment, phoneVersion: saved.version, storedAs: stored)
    }

    private mutating func note(_ rendition: PreparedRendition, _ candidate: PhoneCandidate) {
        let reasons = rendition.decision.reasons
        if rendition.decision.certificate != nil { outcome.carryingCertificate += 1 }
        if candidate.published?.rendition.origin.certificate != nil, reasons.count == 1, let reason = reasons.first,
            [.certificateExpired, .certificateNotYetValid].contains(reason)
        {
            outcome.lostToValidity[reason, default: 0] += 1
        }
        let lacksOnlyCertificate = !reasons.isEmpty && rendition.decision.conditions.dropLast().allSatisfy(\.holds)
        if lacksOnlyCertificate, let reference = rendition.reference, let reason = reasons.first {
            outcome.missingCertificates[reference.name, default: [:]][reason, default: 0] += 1
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

/// A rendition ready to be filled, and the decision it was made from.
final class PreparedRendition {
    let body: PreparedBody
    let decision: SecurityDecision
    let origin: RenditionOrigin
    let reference: SRSTReference?

    init(
        body: consuming PreparedBody,
        decision: SecurityDecision,
        origin: RenditionOrigin,
        reference: SRSTReference?
    ) {
        self.body = body
        self.decision = decision
        self.origin = origin
        self.reference = reference
    }
}
