internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Platform
internal import Publishing
internal import Store

extension ExaminationFacts {
    /// Gathers the facts of a phone, or of the whole site, from one view of the store.
    init(
        _ phone: String?,
        _ fetch: Fetch?,
        _ host: HostFacts?,
        in snapshot: any StoreSnapshot,
        _ context: UseCaseContext
    ) throws {
        let configuration = try snapshot.configuration()
        let saved = try phone.map { try Names.findPhone($0, in: snapshot).value }
        let enabled = Set(configuration.devicePools.values.compactMap { Self.reference(of: $0.value) })
        let own = saved.flatMap { configuration.devicePools[$0.devicePool].flatMap { Self.reference(of: $0.value) } }
        let references = configuration.srstReferences.values
            .filter { $0.value.isSecure && (saved == nil || $0.value.name == own) }
            .sorted { $0.value.name < $1.value.name }
        self.init(
            now: context.now,
            fetch: fetch,
            storeObstacle: context.surroundings?.storeObstacle(),
            altered: context.publisher.alteredFiles.filter { altered in
                saved.map { altered.file == .phone($0.name) } ?? true
            },
            host: host,
            knownTime: try snapshot.knownTime(),
            untold: try Self.untold(in: snapshot),
            clusterMode: configuration.cluster.value.securityMode,
            hasDefaultGroup: configuration.cluster.value.defaultCallManagerGroup != nil,
            secureReferences: references.map { reference in
                let accepted = configuration.certificates[reference.id]?.certificate
                return Reference(
                    name: reference.value.name,
                    isEnabled: enabled.contains(reference.value.name),
                    accepted: accepted,
                    refusal: accepted.flatMap(Self.refusal),
                    warnings: ReferenceDetails.warnings(reference, configuration, context)
                )
            },
            phones: try saved.map { .one(try Self.phone($0, configuration, in: snapshot, context)) }
                ?? Self.all(in: snapshot, context)
        )
    }

    private static func reference(of pool: DevicePool) -> ObjectName? {
        if case .reference(let name) = pool.srst { name } else { nil }
    }

    /// Rules may have become stricter since it was accepted.
    private static func refusal(of accepted: AcceptedCertificate) -> CertificateError? {
        do throws(CertificateError) {
            return try Certificate(der: accepted.der).acceptableForSRST().refusals.first
        } catch {
            return error
        }
    }

    /// Of the latest operation, what became of telling its phones.
    private static func untold(in snapshot: any OperationReading) throws -> (phones: Int, reason: String?)? {
        guard let latest = try snapshot.operations(nil, limit: 1).first else { return nil }
        var failed = 0
        var first: String?
        for wave in try snapshot.waves(of: latest.id) {
            guard case .done(_, let untold, let reason) = wave.notice, untold > 0 else { continue }
            failed += untold
            first = first ?? reason
        }
        return failed > 0 ? (failed, first) : nil
    }

    private static func all(in snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> Phones {
        let next = try context.publisher.preview(.all, context.event("preview"), in: snapshot)
        var saved = 0
        var behind = 0
        var sent = 0
        var times: [RevisionNumber: UnixTime] = [:]
        try snapshot.forEachFileStatus { status in
            saved += 1
            guard let served = status.served, status.state.isBehind else { return }
            if times[served.revision] == nil {
                times[served.revision] = try snapshot.revision(served.revision)?.revision.committedAt ?? 0
            }
            guard let time = times[served.revision], context.now.seconds(since: time) > context.operations.staleAfter
            else {
                return
            }
            if status.state == .sent { sent += 1 } else { behind += 1 }
        }
        let pending = next.published.count + next.withdrawn.count
        return .all(saved: saved, pending: pending, behind: behind, sent: sent)
    }

    private static func phone(
        _ phone: Phone,
        _ configuration: SavedConfiguration,
        in snapshot: any StoreSnapshot,
        _ context: UseCaseContext
    ) throws -> ExaminedPhone {
        let published = try Examine.published(.phone(phone.name), in: snapshot)
        let circumstances = try PhoneCircumstances(phone, configuration, asOf: context.now)
        let fetches = try snapshot.fetches(of: phone.name)
        return ExaminedPhone(
            name: phone.name,
            isPublished: published != nil,
            isPending: !(try context.publisher.preview(.phone(phone.name), context.event("preview"), in: snapshot))
                .isEmpty,
            publishedAt: try published.flatMap { try snapshot.revision($0.revision)?.revision.committedAt },
            fetches: fetches,
            fetchState: FetchState(fetches, served: published?.hash),
            reference: circumstances.reference?.value,
            unmet: circumstances.decision.conditions.compactMap { condition in
                condition.reason.map { ($0, condition.found) }
            },
            devicePool: phone.devicePool
        )
    }
}
