public import ClusterModel

/// Which phones something is about.
public enum PhoneSelection: Hashable, Sendable {
    /// Every phone, and `XMLDefault.cnf.xml`.
    case all
    /// The dependents of an SRST reference (S20).
    case srst(ObjectName)
    /// The dependents of a device pool.
    case devicePool(ObjectName)
    /// The dependents of a phone security profile.
    case securityProfile(ObjectName)
    /// One phone.
    case phone(DeviceName)
    /// Saved phones that have no file yet, and deleted ones that have one under the name of a saved phone.
    case unpublished
}

extension PhoneSelection: CustomStringConvertible {
    /// The selection as in messages, for instance `srst branch-12`.
    public var description: String {
        switch self {
        case .all: "all phones"
        case .srst(let name): "\(SRSTReference.noun) \(name)"
        case .devicePool(let name): "\(DevicePool.noun) \(name)"
        case .securityProfile(let name): "\(PhoneSecurityProfile.noun) \(name)"
        case .phone(let name): "\(Phone.noun) \(name)"
        case .unpublished: "new phones"
        }
    }
}
