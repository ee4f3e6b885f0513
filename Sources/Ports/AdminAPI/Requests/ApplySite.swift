/// Brings the saved state to what a site file says. An object that the file does not name stays, or is deleted when it is
/// pruned; a field that an object does not name keeps its value, or takes its default when objects are replaced.
public struct ApplySite: ConfirmableRequest {
    /// The answer.
    public typealias Response = ApplyReport
    /// `site/apply`.
    public static let path = "site/apply"
    /// It brings a site file.
    public static var size: RequestSize { .site }

    /// The site file, YAML.
    public var text: String
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool
    /// Whether the file may take something away: security, an SRST choice, a certificate, lines or passwords.
    public var confirm: Bool
    /// Whether objects that the file does not name are deleted.
    public var prune: Bool
    /// Whether that may delete any.
    public var confirmDeletions: Bool
    /// The certificates beside the file.
    public var certificates: [SiteCertificate]
    /// Whether they may be outside their validity.
    public var acceptExpired: Bool
    /// The versions that were read of objects; the change is refused when one of them has another by now.
    public var versions: [ObjectVersion]?
    /// Whether a field that an object does not name takes its default.
    public var replace: Bool
    /// Whether the file may overwrite what was changed after the state that it shows.
    public var overwrite: Bool
    /// What the file is called where it lies: an apply of the same file is known by it.
    public var source: String?
    /// Whether a plan is answered in a form in which it can be carried out later (``ApplyPlan``).
    public var keep: Bool

    /// The request to apply `text`.
    public init(
        text: String,
        plan: Bool = false,
        confirm: Bool = false,
        prune: Bool = false,
        confirmDeletions: Bool = false,
        certificates: [SiteCertificate] = [],
        acceptExpired: Bool = false,
        versions: [ObjectVersion]? = nil,
        replace: Bool = false,
        overwrite: Bool = false,
        source: String? = nil,
        keep: Bool = false
    ) {
        self.overwrite = overwrite
        self.source = source
        self.keep = keep
        self.text = text
        self.plan = plan
        self.confirm = confirm
        self.prune = prune
        self.confirmDeletions = confirmDeletions
        self.certificates = certificates
        self.acceptExpired = acceptExpired
        self.versions = versions
        self.replace = replace
    }

    /// The same file, with a yes to what it takes away.
    public var confirmed: ApplySite {
        var request = self
        request.confirm = true
        return request
    }

    /// Reads a request; what only some files need may be left out.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        text = try container.decode(String.self, forKey: .text)
        plan = try container.decode(Bool.self, forKey: .plan)
        confirm = try container.decode(Bool.self, forKey: .confirm)
        prune = try container.decodeIfPresent(Bool.self, forKey: .prune) ?? false
        confirmDeletions = try container.decodeIfPresent(Bool.self, forKey: .confirmDeletions) ?? false
        certificates = try container.decodeIfPresent([SiteCertificate].self, forKey: .certificates) ?? []
        acceptExpired = try container.decodeIfPresent(Bool.self, forKey: .acceptExpired) ?? false
        versions = try container.decodeIfPresent([ObjectVersion].self, forKey: .versions)
        replace = try container.decodeIfPresent(Bool.self, forKey: .replace) ?? false
        overwrite = try container.decodeIfPresent(Bool.self, forKey: .overwrite) ?? false
        source = try container.decodeIfPresent(String.self, forKey: .source)
        keep = try container.decodeIfPresent(Bool.self, forKey: .keep) ?? false
    }

    private enum CodingKeys: String, CodingKey {
        case text, plan, confirm, prune, certificates, versions, replace, overwrite, source, keep
        case confirmDeletions = "confirm-deletions"
        case acceptExpired = "accept-expired"
    }
}
