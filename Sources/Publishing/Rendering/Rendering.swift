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
    private var grouping: ChangeGrouping?
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

    init(_ snapshot: any StoreSnapshot, _ event: PublishingEvent, grouped: Bool = false) throws {
        self.snapshot = snapshot
        grouping = grouped ? ChangeGrouping(snapshot) : nil
        configuration = try snapshot.configuration()
        outcome = ResetOutcome(draft: RevisionDraft(asOf: event.asOf, actor: event.actor, reason: event.reason))
    }

    /// What was gathered.
    func finish() -> ResetOutcome {
        var outcome = outcome
        outcome.groups = grouping?.groups ?? []
        return outcome
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
            try gather(.phone(candidate.name), pool: nil, candidate.published)
            return
        }
        let (key, rendition) = try rendition(for: saved.value)
        let certificateHash = candidate.certificateHash.map(PhoneFileView.hexadecimal)
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
        try gather(.phone(candidate.name), pool: saved.value.devicePool.text, candidate.published, isRemoved: false)
    }

    /// Renders a file of the whole site when there is something to make it from (P03, S06), and takes it away when
    /// there no longer is.
    mutating func add(
        _ file: PublishedFile,
        _ state: (id: ObjectID, published: CurrentPublication?, everPublished: Bool)
    ) throws {
        guard let body = try SiteFileBody.body(of: file, configuration, in: snapshot) else {
            guard state.published != nil else { return }
            outcome.draft.withdrawals.append(RevisionDraft.Withdrawal(id: state.id, file: file))
            outcome.siteFiles.insert(file)
            try gather(file, pool: nil, state.published)
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
        try gather(file, pool: nil, state.published, isRemoved: false)
    }

    /// Notes how a file changes: to the publication drafted last, or away.
    private mutating func gather(
        _ file: PublishedFile,
        pool: String?,
        _ published: CurrentPublication?,
        isRemoved: Bool = true
    ) throws {
        guard grouping != nil else { return }
        var new: ComparedFile?
        if !isRemoved, let drafted = outcome.draft.publications.last {
            let values = drafted.values.map { values in
                values.storedAs.map(ComparedFile.Values.stored) ?? .given(values.fragment)
            }
            let body = outcome.draft.renditions[drafted.rendition].body
            new = ComparedFile(body: .drafted(drafted.rendition, body), values: values ?? .none, stamp: drafted.stamp)
        }
        try grouping?.add(file, pool: pool, from: published.map(ComparedFile.init), to: new)
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
        if let certificate = rendition.decision.certificate {
            outcome.carryingCertificate += 1
            noteExpiry(of: certificate, rendition)
        }
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

    private mutating func noteExpiry(of certificate: AcceptedCertificate, _ rendition: PreparedRendition) {
        guard let reference = rendition.reference,
            certificate.expires(within: AcceptedCertificate.expiringPeriod, of: outcome.asOf)
        else { return }
        let unseen = ExpiringCertificate(notAfter: certificate.notAfter, phones: 0)
        outcome.expiringCertificates[reference.name, default: unseen].phones += 1
    }

    static func draft(_ body: RenditionBody, _ origin: RenditionOrigin) -> RevisionDraft.Rendition {
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
