public import ClusterModel

/// Everything saved but the phones: small, and read whole from one snapshot.
public struct SavedConfiguration: Sendable {
    /// The cluster.
    public var cluster: Saved<Cluster>
    /// The call-manager groups by name.
    public var callManagerGroups: [ObjectName: Saved<CallManagerGroup>]
    /// The SRST references by name.
    public var srstReferences: [ObjectName: Saved<SRSTReference>]
    /// The device pools by name.
    public var devicePools: [ObjectName: Saved<DevicePool>]
    /// The phone security profiles by name.
    public var securityProfiles: [ObjectName: Saved<PhoneSecurityProfile>]
    /// The accepted certificates by the key of their reference.
    public var certificates: [ObjectID: CertificateRecord]

    /// A configuration with the given parts.
    public init(
        cluster: Saved<Cluster>,
        callManagerGroups: [ObjectName: Saved<CallManagerGroup>] = [:],
        srstReferences: [ObjectName: Saved<SRSTReference>] = [:],
        devicePools: [ObjectName: Saved<DevicePool>] = [:],
        securityProfiles: [ObjectName: Saved<PhoneSecurityProfile>] = [:],
        certificates: [ObjectID: CertificateRecord] = [:]
    ) {
        self.cluster = cluster
        self.callManagerGroups = callManagerGroups
        self.srstReferences = srstReferences
        self.devicePools = devicePools
        self.securityProfiles = securityProfiles
        self.certificates = certificates
    }

    /// A device pool's SRST choice with its reference and certificate filled in.
    ///
    /// A reference that does not exist counts as `disable`; the store refuses to save such a pool.
    public func resolvedChoice(of pool: DevicePool) -> SecurityInput.Choice {
        switch pool.srst {
        case .disable: return .disable
        case .useDefaultGateway: return .useDefaultGateway
        case .reference(let name):
            guard let reference = srstReferences[name] else { return .disable }
            return .reference(reference.value, certificates[reference.id]?.certificate)
        }
    }
}
