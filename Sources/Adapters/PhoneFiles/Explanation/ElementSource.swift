/// Where the value of an element of a phone's file comes from.
public enum ElementSource: String, Hashable, Sendable, CaseIterable {
    /// The phone.
    case phone
    /// Its security profile.
    case securityProfile = "security-profile"
    /// Its device pool.
    case devicePool = "device-pool"
    /// The pool's call-manager group.
    case callManagerGroup = "call-manager-group"
    /// The SRST reference that the pool names.
    case srst
    /// The cluster.
    case cluster
    /// Nowhere: the same in every file, or what stands where nothing was given.
    case `default`
    /// From several of these, by a rule.
    case computed
}
