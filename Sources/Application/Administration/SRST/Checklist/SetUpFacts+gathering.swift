internal import CertificateProvider
internal import Certificates
internal import ClusterModel
internal import Documents
internal import Platform
internal import Publishing
internal import Store

extension SetUpFacts {
    /// Gathers the facts from one view of the store.
    init(
        _ reference: SRSTReference,
        _ provider: Result<ProvidedCertificate, CertificateError>?,
        in snapshot: any StoreSnapshot,
        _ context: UseCaseContext
    ) throws {
        let configuration = try snapshot.configuration()
        let saved = try Names.find(reference.name.text, in: configuration.srstReferences)
        self.init(
            reference: saved.value,
            provider: provider.map(Provider.init) ?? .notAsked,
            clusterMode: configuration.cluster.value.securityMode,
            expiredCertificate: configuration.cluster.value.expiredCertificate,
            accepted: configuration.certificates[saved.id]?.certificate,
            devicePools: try ObjectUsers(of: saved.value, configuration, in: snapshot).pools.map(\.name),
            phones: try Self.phones(of: saved.value.name, configuration, in: snapshot, context),
            authorities: try snapshot.authorities().count,
            asOf: context.now
        )
    }

    private static func phones(
        of reference: ObjectName,
        _ configuration: SavedConfiguration,
        in snapshot: any StoreSnapshot,
        _ context: UseCaseContext
    ) throws -> [SetUpPhone] {
        let next = try context.publisher.preview(.srst(reference), context.event("preview"), in: snapshot)
        let pending = Set(next.published + next.withdrawn)
        let modes = Self.modes(behind: reference, configuration)
        var found: [(phone: SetUpPhone, served: SHA256Hash?)] = []
        try snapshot.forEachCandidate(.srst(reference)) { candidate in
            let phone = SetUpPhone(
                name: candidate.name,
                mode: candidate.place(in: configuration).flatMap {
                    modes.pools.contains($0.pool) ? modes.profiles[$0.profile] : nil
                },
                hasCertificate: candidate.certificateHash != nil,
                revision: candidate.published?.revision,
                published: candidate.published?.rendition.origin.certificate,
                isPending: pending.contains(candidate.name),
                fetched: .never
            )
            found.append((phone, candidate.published?.hash))
        }
        return try found.map { phone, served in
            var phone = phone
            phone.fetched = FetchState(try snapshot.fetches(of: phone.name), served: served)
            return phone
        }
    }

    /// The device pools that name the reference, and what each security profile asks for.
    private static func modes(
        behind reference: ObjectName,
        _ configuration: SavedConfiguration
    ) -> (pools: Set<ObjectID>, profiles: [ObjectID: DeviceSecurityMode]) {
        let pools = configuration.devicePools.values.filter { $0.value.srst == .reference(reference) }.map(\.id)
        let profiles = configuration.securityProfiles.values.map { ($0.id, $0.value.deviceSecurityMode) }
        return (Set(pools), Dictionary(profiles) { first, _ in first })
    }
}

extension SetUpFacts.Provider {
    /// What came of asking.
    init(_ result: Result<ProvidedCertificate, CertificateError>) {
        switch result {
        case .success(let provided):
            self = .presents(
                fingerprint: provided.certificate.sha256,
                refusal: provided.certificate.acceptableForSRST().refusals.first
            )
        case .failure(let error):
            self = error.code.isAboutTheCertificate ? .refused(error) : .silent(error)
        }
    }
}
