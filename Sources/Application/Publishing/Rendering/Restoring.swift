internal import ClusterModel
internal import PhoneFiles
internal import Store

/// Gathers a revision that serves files of an earlier one again, byte for byte.
struct Restoring {
    private let snapshot: any SavedStateReading & PublicationReading & TrustReading
    private let target: RevisionNumber
    private let wave: WaveExtent?
    private let configuration: SavedConfiguration
    private var drafted: [Int64: Int] = [:]
    private var protections: [BodyID: Protection] = [:]
    private var grouping: ChangeGrouping?
    private var pools: PoolNames
    private var verification: PublishedVerification
    private(set) var outcome: RollbackOutcome

    /// What a rendition says of the cluster's mode; the phone's own values have no part in it.
    private struct Protection {
        var isProtected: Bool
        var isSecureReference: Bool
    }

    init(
        _ snapshot: any StoreSnapshot,
        to target: Revision,
        _ event: PublishingEvent,
        wave: WaveExtent?,
        grouped: Bool
    ) throws {
        self.snapshot = snapshot
        self.wave = wave
        self.target = target.number
        configuration = try snapshot.configuration()
        grouping = grouped ? ChangeGrouping(snapshot) : nil
        pools = PoolNames(snapshot)
        verification = PublishedVerification(snapshot)
        outcome = RollbackOutcome(
            draft: RevisionDraft(asOf: target.asOf, actor: event.actor, reason: event.reason)
        )
    }

    /// Adds what becomes of one file that was published or taken away since.
    mutating func add(_ change: PublicationChange) throws {
        switch change.file {
        case .phone(let name):
            if let last = wave?.after, name <= last { return }
            guard change.isSaved else {
                // What is served until a reset is served on.
                if change.before != nil, change.after == nil { outcome.deleted.append(name) }
                return
            }
            guard let before = change.before else {
                outcome.newer.append(name)
                return
            }
            try restore(change, before)
        case .defaultFile, .capfRoot:
            // The files of the whole site come with the first wave.
            guard wave?.after == nil else { return }
            if let before = change.before { return try restore(change, before) }
            guard change.wasKnown, change.after != nil else { return }
            outcome.draft.withdrawals.append(RevisionDraft.Withdrawal(id: change.id, file: change.file))
            outcome.siteFiles.insert(change.file)
            try grouping?.add(change.file, pool: nil, from: change.after.map(ComparedFile.init), to: nil)
        }
    }

    mutating func finish() -> RollbackOutcome {
        outcome.groups = grouping?.groups ?? []
        // Who was deleted and added again is another phone of that name.
        let newer = Set(outcome.newer)
        outcome.deleted.removeAll(where: newer.contains)
        return outcome
    }

    private mutating func restore(_ change: PublicationChange, _ before: Publication) throws {
        guard before.hash != change.after?.hash else { return }
        switch change.file {
        case .phone(let name):
            // What a later wave would be refused for is a reason not to begin.
            try check(before, instead: change.after, of: name)
            guard outcome.restored.count < wave?.size ?? .max else {
                outcome.deferred += 1
                return
            }
            outcome.restored.append(name)
        case .defaultFile, .capfRoot:
            outcome.siteFiles.insert(change.file)
        }
        let values = try values(before)
        guard try verification.isGenuine(before, values?.fragment) else {
            throw AlteredFile.problem(change.file, before)
        }
        outcome.draft.files.append(
            RevisionDraft.File(
                id: change.id,
                file: change.file,
                rendition: try draftIndex(of: before.rendition),
                values: values,
                stamp: before.stamp,
                hash: before.hash,
                copiedFrom: before.madeIn
            )
        )
        try grouping?.add(
            change.file,
            pool: try pools.name(of: before.rendition.origin.pool),
            from: change.after.map(ComparedFile.init),
            to: ComparedFile(before)
        )
    }

    /// The stored values under their own key, so that restoring adds slim rows only.
    private func values(_ before: Publication) throws -> RevisionDraft.Values? {
        guard let id = before.fragmentID else { return nil }
        guard let fragment = try snapshot.fragment(id) else { throw PublishingError.missingPart }
        return RevisionDraft.Values(fragment, phoneVersion: before.phoneVersion ?? 0, storedAs: id)
    }

    private mutating func draftIndex(of rendition: StoredRendition) throws -> Int {
        if let index = drafted[rendition.id] { return index }
        guard let body = try snapshot.body(rendition.bodyID) else { throw PublishingError.missingPart }
        outcome.draft.renditions.append(Rendering.draft(body, rendition.origin))
        drafted[rendition.id] = outcome.draft.renditions.count - 1
        return outcome.draft.renditions.count - 1
    }

    /// Whether a file carries the certificate that is accepted now for its reference; `nil` when it carries none.
    private func hasAcceptedCertificate(_ publication: Publication) -> Bool? {
        let origin = publication.rendition.origin
        guard let certificate = origin.certificate else { return nil }
        return origin.reference.flatMap { configuration.certificates[$0] }?.certificate.fingerprint == certificate
    }

    /// Notes where the file does not fit today's cluster mode and accepted certificates.
    private mutating func check(
        _ before: Publication,
        instead after: Publication?,
        of name: DeviceName
    ) throws {
        let isMixed = configuration.cluster.value.securityMode == .mixed
        switch hasAcceptedCertificate(before) {
        case true: break
        case false: outcome.contradictions[.certificateNotAccepted, default: 0] += 1
        case nil where isMixed && after.flatMap(hasAcceptedCertificate) == true:
            outcome.contradictions[.certificateLost, default: 0] += 1
        case nil: break
        }
        let protection = try protection(before)
        switch configuration.cluster.value.securityMode {
        case .nonSecure:
            if protection.isProtected || protection.isSecureReference {
                outcome.contradictions[.clusterNonSecure, default: 0] += 1
            }
        case .mixed:
            guard !protection.isProtected, let phone = try snapshot.phone(name)?.value,
                let profile = configuration.securityProfiles[phone.securityProfile]?.value,
                profile.deviceSecurityMode.usesTLS
            else { return }
            outcome.contradictions[.protectionLost, default: 0] += 1
        }
    }

    private mutating func protection(_ publication: Publication) throws -> Protection {
        if let known = protections[publication.rendition.bodyID] { return known }
        let file = try ComparedFile(publication).bytes(in: snapshot)
        let mode = try PhoneFileReader.text(at: "/device/deviceSecurityMode", in: file)
        let isSecure = try PhoneFileReader.text(at: "/device/devicePool/srstInfo/isSecure", in: file)
        let protection = Protection(
            isProtected: mode.map { $0 != String(DeviceSecurityMode.nonSecure.fileValue) } ?? false,
            isSecureReference: isSecure == "true"
        )
        protections[publication.rendition.bodyID] = protection
        return protection
    }
}
