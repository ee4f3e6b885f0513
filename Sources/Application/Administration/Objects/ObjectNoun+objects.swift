internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

extension ObjectNoun {
    /// An object of the noun with the given fields, or every problem found in them.
    func object(_ fields: Document) throws(Problems) -> any SavedObject {
        switch self {
        case .cluster: try Cluster(fields)
        case .callManagerGroup: try CallManagerGroup(fields)
        case .srst: try SRSTReference(fields)
        case .devicePool: try DevicePool(fields)
        case .securityProfile: try PhoneSecurityProfile(fields)
        case .phone: try Phone(fields)
        }
    }

    /// An object of the noun without anything but its lists, which are empty: what a new one's fields are laid over.
    var emptyLists: Document {
        .mapping(
            shape.compactMap { field in
                if case .objects = field.kind { Document.Entry(field.key, .list([])) } else { nil }
            }
        )
    }

    /// What two names of the noun are compared by; none for what is no name.
    func folded(_ name: String) -> String? {
        switch self {
        case .phone: (try? DeviceName(name))?.description.lowercased()
        case .cluster, .callManagerGroup, .srst, .devicePool, .securityProfile: (try? ObjectName(name))?.folded
        }
    }
}

extension SavedObject {
    /// Whether saving this object over one of any noun would change nothing.
    func isSame(asAny other: any SavedObject) -> Bool { (other as? Self).map(isSame) ?? false }
}

extension SavedStateWriting {
    /// Saves an object of any noun but the cluster and SRST references, of which more than that follows.
    func saveOther(_ object: any SavedObject) throws {
        switch object {
        case let group as CallManagerGroup: try save(group)
        case let pool as DevicePool: try save(pool)
        case let profile as PhoneSecurityProfile: try save(profile)
        case let phone as Phone: try save(phone)
        default: break
        }
    }
}
