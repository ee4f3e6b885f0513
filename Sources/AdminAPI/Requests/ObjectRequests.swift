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

/// The objects of one noun.
public struct ListObjects: AdminRequest {
    /// The answer.
    public typealias Response = ObjectListReport
    /// `object/list`.
    public static let path = "object/list"
    /// It only shows.
    public static let access = AdminAccess.read

    /// The noun.
    public var noun: ObjectNoun
    /// Only phones that wait for a reset.
    public var pending: Bool

    /// The request for a list.
    public init(noun: ObjectNoun, pending: Bool = false) {
        self.noun = noun
        self.pending = pending
    }
}

/// One object.
public struct ShowObject: AdminRequest {
    /// The answer.
    public typealias Response = ObjectReport
    /// `object/show`.
    public static let path = "object/show"
    /// It only shows.
    public static let access = AdminAccess.read

    /// The noun.
    public var noun: ObjectNoun
    /// The name; the cluster needs none.
    public var name: String?

    /// The request for an object.
    public init(noun: ObjectNoun, name: String? = nil) {
        self.noun = noun
        self.name = name
    }
}

/// Changes the cluster security mode.
public struct SetClusterMode: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `cluster/set-mode`.
    public static let path = "cluster/set-mode"

    /// `mixed` or `non-secure`.
    public var mode: String
    /// The version that was read; the change is refused when the object has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a mode.
    public init(mode: String, version: Int? = nil, plan: Bool = false) {
        self.mode = mode
        self.version = version
        self.plan = plan
    }
}

/// Takes a phone out of the site and its file out of service (S02, second exception).
public struct DeletePhone: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `phone/delete`.
    public static let path = "phone/delete"

    /// The phone's name or address.
    public var name: String
    /// The version that was read; the change is refused when the object has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a deletion.
    public init(name: String, version: Int? = nil, plan: Bool = false) {
        self.name = name
        self.version = version
        self.plan = plan
    }
}
