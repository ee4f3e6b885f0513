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
    /// The dependents of objects by their keys, whatever their names are by now: what an operation goes on with.
    case keyed(KeyedSelection)
}

/// Objects that were selected once, by their keys.
public struct KeyedSelection: Hashable, Sendable {
    /// What the objects are.
    public enum Kind: Hashable, Sendable {
        /// SRST references.
        case srst
        /// Device pools.
        case devicePool
        /// Phone security profiles.
        case securityProfile
        /// Phones.
        case phone
    }

    /// What the objects are.
    public let kind: Kind
    /// Their keys: every object that had the name then, deleted ones too.
    public let keys: [ObjectID]
    /// The name that they were selected by.
    public let name: String

    /// The objects with these keys, which had the name when they were selected.
    public init(kind: Kind, keys: [ObjectID], name: String) {
        self.kind = kind
        self.keys = keys
        self.name = name
    }

    /// The noun of the objects, as in messages and on the command line.
    public var noun: String {
        switch kind {
        case .srst: SRSTReference.noun
        case .devicePool: DevicePool.noun
        case .securityProfile: PhoneSecurityProfile.noun
        case .phone: Phone.noun
        }
    }
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
        case .keyed(let selection): "\(selection.noun) \(selection.name)"
        }
    }
}
