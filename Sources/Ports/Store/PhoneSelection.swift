public import ClusterModel
public import Documents

/// Which phones something is about.
public enum PhoneSelection: Hashable, Sendable {
    /// Every phone, and `XMLDefault.cnf.xml`.
    case all
    /// Saved phones that have no file yet, and deleted ones that have one under the name of a saved phone.
    case unpublished
    /// The dependents of objects (S20).
    case dependents(SelectedObjects)

    /// The dependents of an SRST reference.
    public static func srst(_ name: ObjectName) -> PhoneSelection { .dependents(SelectedObjects(.srst, name)) }

    /// The dependents of a device pool.
    public static func devicePool(_ name: ObjectName) -> PhoneSelection {
        .dependents(SelectedObjects(.devicePool, name))
    }

    /// The dependents of a phone security profile.
    public static func securityProfile(_ name: ObjectName) -> PhoneSelection {
        .dependents(SelectedObjects(.securityProfile, name))
    }

    /// One phone.
    public static func phone(_ name: DeviceName) -> PhoneSelection { .dependents(SelectedObjects(name)) }
}

extension PhoneSelection: CustomStringConvertible {
    /// The selection as in messages, for instance `srst branch-12`.
    public var description: String {
        switch self {
        case .all: "all phones"
        case .unpublished: "new phones"
        case .dependents(let objects): "\(objects.kind.rawValue) \(objects.name)"
        }
    }
}

extension PhoneSelection {
    private static let allWord = "all"
    private static let unpublishedWord = "unpublished"

    /// The selection as it is written: a word, which is the noun of what was selected, and a name; the keys go beside them.
    public var coded: (word: String, name: String?) {
        switch self {
        case .all: (Self.allWord, nil)
        case .unpublished: (Self.unpublishedWord, nil)
        case .dependents(let objects): (objects.kind.rawValue, objects.name)
        }
    }

    /// The selection that was written so; none when there is none of that word, or the name is missing.
    ///
    /// - Throws: Why the name is none.
    public init?(word: String, name: String?, keys: [ObjectID]?) throws(InvalidValue) {
        switch word {
        case Self.allWord: self = .all
        case Self.unpublishedWord: self = .unpublished
        default:
            guard let kind = SelectedObjects.Kind(rawValue: word), let name else { return nil }
            self = .dependents(try SelectedObjects(kind, named: name, keys: keys))
        }
    }
}
