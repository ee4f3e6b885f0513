/// Objects as a site file of their own, with what tells later whether somebody else has changed them.
public struct OpenSite: AdminRequest {
    /// The site file.
    public struct Response: Codable, Sendable {
        /// YAML; secrets are masked.
        public var text: String
        /// The objects in it.
        public var versions: [ObjectVersion]

        /// An answer of the given text and objects.
        public init(text: String, versions: [ObjectVersion]) {
            self.text = text
            self.versions = versions
        }
    }

    /// `site/open`.
    public static let path = "site/open"
    /// It may be of the whole site.
    public static var weight: RequestWeight { .wide }

    /// The noun; the whole site when it is not given.
    public var noun: ObjectNoun?
    /// The names of its objects; all of them when there are none.
    public var names: [String]

    /// The request for objects.
    public init(noun: ObjectNoun? = nil, names: [String] = []) {
        self.noun = noun
        self.names = names
    }
}

/// An object as somebody has seen it.
public struct ObjectVersion: Codable, Hashable, Sendable {
    /// The noun.
    public var noun: ObjectNoun
    /// The name; none for the cluster.
    public var name: String?
    /// Its version.
    public var version: Int

    /// An object with its version.
    public init(noun: ObjectNoun, name: String?, version: Int) {
        self.noun = noun
        self.name = name
        self.version = version
    }
}

extension ObjectNoun {
    /// The section of a site file in which the noun's objects stand.
    public var section: String {
        switch self {
        case .cluster: "cluster"
        case .callManagerGroup: "call-manager-groups"
        case .srst: "srst-references"
        case .devicePool: "device-pools"
        case .securityProfile: "security-profiles"
        case .phone: "phones"
        }
    }
}
