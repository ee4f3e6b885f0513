/// The nouns whose objects can be listed and shown.
public enum ObjectNoun: String, Codable, Sendable, CaseIterable {
    /// The cluster.
    case cluster
    /// Call-manager groups.
    case callManagerGroup = "call-manager-group"
    /// SRST references.
    case srst
    /// Device pools.
    case devicePool = "device-pool"
    /// Phone security profiles.
    case securityProfile = "security-profile"
    /// Phones.
    case phone
}
