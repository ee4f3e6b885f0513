/// One phone's file.
public struct ShowFile: AdminRequest {
    /// The answer.
    public typealias Response = FileReport
    /// `file/show`.
    public static let path = "file/show"

    /// The phone's name or address.
    public var phone: String
    /// Whether to show what a reset would publish instead of what is served.
    public var saved: Bool
    /// The revision whose file is shown: its number, or `INCARNATION/NUMBER`.
    public var revision: String?
    /// The time at which the shown file was served, ISO 8601.
    public var at: String?
    /// Whether the file is shown in its canonical form (docs/canonical-form.md).
    public var canonical: Bool
    /// Whether secrets are shown (A06); that is audited, so this request may change something.
    public var showSecrets: Bool
    /// The second for which validity is judged, ISO 8601; now when it is not given.
    public var asOf: String?

    /// The request for a file.
    public init(
        phone: String,
        saved: Bool = false,
        showSecrets: Bool = false,
        asOf: String? = nil,
        revision: String? = nil,
        at: String? = nil,
        canonical: Bool = false
    ) {
        self.phone = phone
        self.saved = saved
        self.revision = revision
        self.at = at
        self.canonical = canonical
        self.showSecrets = showSecrets
        self.asOf = asOf
    }

    private enum CodingKeys: String, CodingKey {
        case phone, saved, revision, at, canonical
        case showSecrets = "show-secrets"
        case asOf = "as-of"
    }
}
