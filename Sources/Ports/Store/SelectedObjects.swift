internal import ClusterModel
public import Documents

/// The objects of a name, whose dependents are selected; a phone is a dependent of itself.
public struct SelectedObjects: Hashable, Sendable {
    /// What they are, by their noun.
    public enum Kind: String, Sendable {
        /// SRST references.
        case srst
        /// Device pools.
        case devicePool = "device-pool"
        /// Phone security profiles.
        case securityProfile = "security-profile"
        /// Phones.
        case phone
    }

    /// What they are.
    public let kind: Kind
    /// The name that they are, or were, selected by.
    public let name: String
    /// What names are compared by.
    public let folded: String
    /// The keys of every object that had the name then, deleted ones too, whatever their names are by now: what an operation
    /// goes on with. None before it does: meant is what has the name.
    public let keys: [ObjectID]?

    /// The objects of a name.
    ///
    /// - Throws: Why the name is none.
    public init(_ kind: Kind, named name: String, keys: [ObjectID]? = nil) throws(InvalidValue) {
        if kind == .phone {
            self.init(try DeviceName(name), keys: keys)
        } else {
            self.init(kind, try ObjectName(name), keys: keys)
        }
    }

    init(_ kind: Kind, _ name: ObjectName, keys: [ObjectID]? = nil) {
        self.kind = kind
        self.name = name.text
        folded = name.folded
        self.keys = keys
    }

    init(_ phone: DeviceName, keys: [ObjectID]? = nil) {
        kind = .phone
        name = phone.description
        folded = name.lowercased()
        self.keys = keys
    }
}
