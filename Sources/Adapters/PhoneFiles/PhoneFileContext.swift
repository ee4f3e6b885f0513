public import ClusterModel

/// All that a body depends on except the phone.
///
/// Not `Hashable` on purpose: names are equal without regard to case and texts in every Unicode normal form, but each
/// spelling makes other bytes.
public struct PhoneFileContext: Sendable {
    /// The cluster.
    public let cluster: Cluster
    /// The call-manager group that the pool names.
    public let group: CallManagerGroup
    /// The phone's device pool.
    public let pool: DevicePool
    /// The phone's security profile.
    public let profile: PhoneSecurityProfile
    /// The pool's SRST choice, with the reference it names.
    public let choice: SecurityInput.Choice
    /// What the rules decided for these circumstances.
    public let decision: SecurityDecision

    /// A context with the given parts.
    ///
    /// - Parameters:
    ///   - cluster: The cluster.
    ///   - group: The call-manager group that `pool` names.
    ///   - pool: The phone's device pool.
    ///   - profile: The phone's security profile.
    ///   - choice: The pool's SRST choice, with the reference it names.
    ///   - decision: What ``SecurityRules`` decided for the same cluster, profile and choice.
    public init(
        cluster: Cluster,
        group: CallManagerGroup,
        pool: DevicePool,
        profile: PhoneSecurityProfile,
        choice: SecurityInput.Choice,
        decision: SecurityDecision
    ) {
        self.cluster = cluster
        self.group = group
        self.pool = pool
        self.profile = profile
        self.choice = choice
        self.decision = decision
    }
}

extension PhoneFileContext {
    /// The reference that the pool names, if it names one.
    var reference: SRSTReference? {
        guard case .reference(let reference, _) = choice else { return nil }
        return reference
    }

    /// Whether the file names an IPv6 address that the phone has to reach.
    var namesIPv6: Bool {
        let gateways = reference?.distinctAddresses ?? []
        let servers = pool.dateTime.timeServers + (cluster.capfAddress.map { [$0] } ?? [])
        return (group.members.map(\.address) + gateways + servers).contains { $0.kind == .ipv6 }
    }
}
