public import ClusterModel
internal import PhoneFiles
public import Platform
public import Store

/// A phone with everything it refers to filled in from one snapshot, and the security decision that follows.
public struct PhoneCircumstances {
    /// The phone's device pool.
    public let pool: Saved<DevicePool>
    /// The pool's call-manager group.
    public let group: Saved<CallManagerGroup>
    /// The phone's security profile.
    public let profile: Saved<PhoneSecurityProfile>
    /// The pool's SRST reference, when it names one.
    public let reference: Saved<SRSTReference>?
    /// What the security rules decided, and why.
    public let decision: SecurityDecision

    private let cluster: Cluster
    private let choice: SecurityInput.Choice

    /// The circumstances of `phone`, judged as of a second since 1970.
    ///
    /// - Parameters:
    ///   - phone: The phone.
    ///   - configuration: Everything it may refer to.
    ///   - asOf: The second for which validity is judged, since 1970.
    /// - Throws: When the phone names an object that does not exist, which the store does not let happen.
    public init(_ phone: Phone, _ configuration: SavedConfiguration, asOf: UnixTime) throws {
        guard let pool = configuration.devicePools[phone.devicePool] else {
            throw PublishingError.danglingReference(phone.devicePool.text)
        }
        guard let profile = configuration.securityProfiles[phone.securityProfile] else {
            throw PublishingError.danglingReference(phone.securityProfile.text)
        }
        try self.init(pool, profile, configuration, asOf: asOf)
    }

    /// The circumstances of the phones of a pool with a profile.
    init(
        _ pool: Saved<DevicePool>,
        _ profile: Saved<PhoneSecurityProfile>,
        _ configuration: SavedConfiguration,
        asOf: UnixTime
    ) throws {
        guard let group = configuration.callManagerGroups[pool.value.callManagerGroup] else {
            throw PublishingError.danglingReference(pool.value.callManagerGroup.text)
        }
        self.pool = pool
        self.profile = profile
        self.group = group
        cluster = configuration.cluster.value
        choice = configuration.resolvedChoice(of: pool.value)
        if case .reference(let name) = pool.value.srst {
            reference = configuration.srstReferences[name]
        } else {
            reference = nil
        }
        decision = SecurityRules.decide(
            SecurityInput(
                clusterMode: cluster.securityMode,
                expiredCertificate: cluster.expiredCertificate,
                profile: profile.value,
                choice: choice,
                asOf: asOf
            )
        )
    }

    var fileContext: PhoneFileContext {
        PhoneFileContext(
            cluster: cluster,
            group: group.value,
            pool: pool.value,
            profile: profile.value,
            choice: choice,
            decision: decision
        )
    }

    var origin: RenditionOrigin {
        RenditionOrigin(
            pool: pool.id,
            profile: profile.id,
            reference: reference?.id,
            certificate: decision.certificate?.fingerprint
        )
    }
}
