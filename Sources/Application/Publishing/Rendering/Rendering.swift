internal import ClusterModel
internal import OpenSSL
internal import PhoneFiles
internal import Platform
internal import Store

/// One run over candidates: renders each, compares with what is served, and gathers a revision.
struct Rendering {
    private let snapshot: any SavedStateReading & TrustReading
    private let configuration: SavedConfiguration
    private let pools: [ObjectID: Saved<DevicePool>]
    private let profiles: [ObjectID: Saved<PhoneSecurityProfile>]
    /// Files whose stored parts were altered: they are made from the saved state alone, and published whatever their hash.
    private let altered: Set<PublishedFile>
    private var renditions: [RenditionKey: PreparedRendition] = [:]
    /// The rendition used last: most often, the next phone has it, too.
    private var latest: (key: RenditionKey, rendition: PreparedRendition)?
    private var grouping: ChangeGrouping?
    private var verification: PublishedVerification
    /// What is served under the names of saved phones that have no file of their own yet, of phones that are deleted.
    private var predecessors: [DeviceName: Publication] = [:]
    private(set) var outcome: ResetOutcome
    /// How many phones' files the revision has at most; the others that would change are deferred.
    var maximum: Int?
    /// Whether the files that would change are kept for a revision; else only their names are.
    var keepsFiles = true

    private var isFull: Bool {
        maximum.map { outcome.published.count + outcome.withdrawn.count >= $0 } ?? false
    }

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

    init(
        _ snapshot: any SavedStateReading & PublicationReading & TrustReading,
        _ event: PublishingEvent,
        grouped: Bool = false,
        altered: Set<PublishedFile> = []
    ) throws {
        self.snapshot = snapshot
        self.altered = altered
        grouping = grouped ? ChangeGrouping(snapshot) : nil
        verification = PublishedVerification(snapshot)
        configuration = try snapshot.configuration()
        pools = Dictionary(configuration.devicePools.values.map { ($0.id, $0) }) { first, _ in first }
        profiles = Dictionary(configuration.securityProfiles.values.map { ($0.id, $0) }) { first, _ in first }
        outcome = ResetOutcome(draft: RevisionDraft(asOf: event.asOf, actor: event.actor, reason: event.reason))
    }

    /// What was gathered, in the order of the phones' names.
    consuming func finish() -> ResetOutcome {
        outcome.published.sort()
        outcome.withdrawn.sort()
        outcome.groups = grouping?.sorted() ?? []
        return outcome
    }

    /// Renders a phone's file and adds it to the revision when its bytes differ from those served.
    mutating func add(_ candidate: PhoneCandidate) throws {
        guard let saved = candidate.saved else {
            return try withdraw(candidate)
        }
        var isAltered = !altered.isEmpty && altered.contains(.phone(candidate.name))
        var own = try ownPart(of: saved, candidate, isAltered: isAltered)
        var rendition = try rendition(own.key)
        var file = try rendition.body.finish(own.values.fragment)
        // Values that still make the published file are what was published; those of a file that changes must prove it.
        if !isAltered, file.hash != candidate.published?.hash, try !isGenuine(own.values, of: candidate) {
            isAltered = true
            outcome.altered += 1
            own = try ownPart(of: saved, candidate, isAltered: true)
            rendition = try self.rendition(own.key)
            file = try rendition.body.finish(own.values.fragment)
        }
        // A phone without a file is served that of the deleted one whose name it has.
        let served = candidate.published ?? predecessors[candidate.name]
        outcome.note(rendition, served)
        guard file.hash != candidate.published?.hash || isAltered else {
            outcome.unchanged += 1
            return
        }
        guard !isFull else {
            outcome.deferred += 1
            return
        }
        outcome.published.append(candidate.name)
        guard keepsFiles else { return }
        outcome.draft.files.append(
            RevisionDraft.File(
                id: candidate.id,
                file: .phone(candidate.name),
                rendition: draftIndex(of: rendition),
                values: own.values,
                stamp: file.stamp,
                hash: file.hash
            )
        )
        guard file.hash != served?.hash else { return }
        let pool = pools[own.key.pool]?.value.name.text
        try gather(.phone(candidate.name), pool: pool, served, isRemoved: false)
    }

    /// Takes the file of a deleted phone away; under its name nothing is served then, unless it is another phone's now.
    private mutating func withdraw(_ candidate: PhoneCandidate) throws {
        guard let published = candidate.published else { return }
        let file = PublishedFile.phone(candidate.name)
        guard !candidate.isSucceeded else {
            predecessors[candidate.name] = published
            outcome.draft.withdrawals.append(.init(id: candidate.id, file: file, isSucceeded: true))
            return
        }
        guard !isFull else {
            outcome.deferred += 1
            return
        }
        outcome.draft.withdrawals.append(.init(id: candidate.id, file: file))
        outcome.withdrawn.append(candidate.name)
        try gather(file, pool: nil, published)
    }

    /// Renders a file of the whole site when there is something to make it from (P03, S06), and takes it away when
    /// there no longer is.
    mutating func add(
        _ file: PublishedFile,
        _ state: (id: ObjectID, published: Publication?, everPublished: Bool)
    ) throws {
        guard let body = try SiteFileBody.body(of: file, configuration, in: snapshot) else {
            guard state.published != nil else { return }
            outcome.draft.withdrawals.append(RevisionDraft.Withdrawal(id: state.id, file: file))
            outcome.siteFiles.insert(file)
            try gather(file, pool: nil, state.published)
            return
        }
        let finished = try PreparedBody(body).finish(nil)
        guard finished.hash != state.published?.hash || altered.contains(file) else { return }
        outcome.siteFiles.insert(file)
        let origin = RenditionOrigin(pool: nil, profile: nil, reference: nil, certificate: nil)
        outcome.draft.renditions.append(Self.draft(body, origin))
        outcome.draft.files.append(
            RevisionDraft.File(
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
        _ published: Publication?,
        isRemoved: Bool = true
    ) throws {
        guard grouping != nil else { return }
        var new: ComparedFile?
        if !isRemoved, let drafted = outcome.draft.files.last {
            let values = drafted.values.map { values in
                values.storedAs.map(ComparedFile.Values.stored) ?? .given(values.fragment)
            }
            let body = outcome.draft.renditions[drafted.rendition].body
            new = ComparedFile(body: .drafted(drafted.rendition, body), values: values ?? .none, stamp: drafted.stamp)
        }
        try grouping?.add(file, pool: pool, from: published.map(ComparedFile.init), to: new)
    }

    /// The phone's values and what shapes its file; as they were stored, when neither the phone nor its certificate has
    /// changed since.
    private func ownPart(
        of saved: CandidateState,
        _ candidate: PhoneCandidate,
        isAltered: Bool = false
    ) throws -> OwnPart {
        let certificateHash = candidate.certificateHash.map { Hexadecimal.lowerCase($0) }
        if !isAltered, case .unchanged(let phone) = saved, phone.outline.layout == PhoneFileRenderer.valueLayout,
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

    /// Whether values are what was published, as far as they were read from there: they were altered in the database under
    /// the running daemon when the published file cannot be made of them.
    private mutating func isGenuine(_ values: RevisionDraft.Values, of candidate: PhoneCandidate) throws -> Bool {
        guard values.storedAs != nil, let published = candidate.published else { return true }
        return try verification.isGenuine(published, values.fragment)
    }

    /// A phone's file as the saved state makes it, when that is exactly the file of a hash.
    ///
    /// - Parameters:
    ///   - candidate: The phone.
    ///   - stored: The values that are stored of the file, which may be those of an earlier state of the phone.
    ///   - hash: The SHA-256 of the file.
    /// - Returns: Its parts; none when it cannot be made so.
    /// - Throws: What the store throws, and what cannot be made at all.
    mutating func remade(
        _ candidate: PhoneCandidate,
        _ stored: Fragment?,
        hash: SHA256Hash
    ) throws -> (body: RenditionBody, fragment: Fragment, stamp: VersionStamp)? {
        guard let saved = candidate.saved else { return nil }
        let own = try ownPart(of: saved, candidate, isAltered: true)
        let body = try rendition(own.key).body
        for fragment in [own.values.fragment, stored].compactMap(\.self) {
            guard let file = try? body.finish(fragment), file.hash == hash else { continue }
            return (body.body, fragment, file.stamp)
        }
        return nil
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
        let shape = BodyShape(key.outline, cluster: configuration.cluster.value)
        return PreparedRendition(
            body: PreparedBody(try PhoneFileRenderer.body(circumstances.fileContext, shape)),
            circumstances,
            asOf: outcome.asOf
        )
    }

    private mutating func draftIndex(of rendition: PreparedRendition) -> Int {
        if let index = rendition.draftIndex { return index }
        outcome.draft.renditions.append(Self.draft(rendition.body.body, rendition.origin))
        let index = outcome.draft.renditions.count - 1
        rendition.draftIndex = index
        return index
    }

    static func draft(_ body: RenditionBody, _ origin: RenditionOrigin) -> RevisionDraft.Rendition {
        var digest = SHA256Digest()
        digest.update(body.bytes.span)
        // Two bodies of the same bytes may still differ in what their holes take.
        digest.update(Array(String(describing: body.holes).utf8).span)
        return RevisionDraft.Rendition(body: body, bodyHash: digest.finish(), origin: origin)
    }
}
