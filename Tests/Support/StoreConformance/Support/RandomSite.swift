internal import ClusterModel
internal import Documents
internal import Store
internal import TestSupport
internal import Testing

/// Random objects of every kind that refer to each other, as they were saved.
struct RandomSite: Sendable {
    let cluster: Cluster
    let group: CallManagerGroup
    let reference: SRSTReference
    let pool: DevicePool
    let profile: PhoneSecurityProfile
    let phone: Phone

    init(seed: UInt64) throws {
        var random = RandomObjects(seed: seed)
        let number = Int(seed)
        group = try random.callManagerGroup(number)
        cluster = try random.cluster(group: group.name.text)
        reference = try random.srstReference(number)
        pool = try random.devicePool(number, group: group.name.text, reference: reference.name.text)
        profile = try random.securityProfile(number)
        phone = try random.phone(number, pool: pool.name.text, profile: profile.name.text)
    }

    func save(in transaction: any StoreTransaction) throws -> RandomSite {
        try transaction.save(group)
        try transaction.save(cluster)
        try transaction.save(reference)
        try transaction.save(pool)
        try transaction.save(profile)
        try transaction.save(phone)
        return self
    }

    func expect(in snapshot: any StoreSnapshot) throws {
        let configuration = try snapshot.configuration()
        #expect(configuration.cluster.value == cluster)
        #expect(configuration.callManagerGroups[group.name]?.value == group)
        #expect(configuration.srstReferences[reference.name]?.value == reference)
        #expect(configuration.devicePools[pool.name]?.value == pool)
        #expect(configuration.securityProfiles[profile.name]?.value == profile)
        #expect(try snapshot.phone(phone.name)?.value == phone)
    }
}
