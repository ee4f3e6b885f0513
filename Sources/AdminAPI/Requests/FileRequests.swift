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
    /// Whether secrets are shown (A06); that is audited, so this request may change something.
    public var showSecrets: Bool
    /// The second for which validity is judged, ISO 8601; now when it is not given.
    public var asOf: String?

    /// The request for a file.
    public init(phone: String, saved: Bool = false, showSecrets: Bool = false, asOf: String? = nil) {
        self.phone = phone
        self.saved = saved
        self.showSecrets = showSecrets
        self.asOf = asOf
    }

    private enum CodingKeys: String, CodingKey {
        case phone, saved
        case showSecrets = "show-secrets"
        case asOf = "as-of"
    }
}

/// What the next reset would change in a phone's file, element by element.
public struct DiffFile: AdminRequest {
    /// The answer.
    public typealias Response = FileDiffReport
    /// `file/diff`.
    public static let path = "file/diff"
    /// It only shows, and secrets never.
    public static let access = AdminAccess.read

    /// The phone's name or address.
    public var phone: String
    /// Whether a difference of the version stamp alone counts.
    public var ignoreVersionStamp: Bool
    /// The second for which validity is judged, ISO 8601; now when it is not given.
    public var asOf: String?

    /// The request for a comparison.
    public init(phone: String, ignoreVersionStamp: Bool = false, asOf: String? = nil) {
        self.phone = phone
        self.ignoreVersionStamp = ignoreVersionStamp
        self.asOf = asOf
    }

    private enum CodingKeys: String, CodingKey {
        case phone
        case ignoreVersionStamp = "ignore-version-stamp"
        case asOf = "as-of"
    }
}

/// Why a phone's file says what it says about security.
public struct ExplainFile: AdminRequest {
    /// The answer.
    public typealias Response = FileExplanation
    /// `file/explain`.
    public static let path = "file/explain"
    /// It only shows.
    public static let access = AdminAccess.read

    /// The phone's name or address.
    public var phone: String
    /// The second for which validity is judged, ISO 8601; now when it is not given.
    public var asOf: String?

    /// The request for an explanation.
    public init(phone: String, asOf: String? = nil) {
        self.phone = phone
        self.asOf = asOf
    }

    private enum CodingKeys: String, CodingKey {
        case phone
        case asOf = "as-of"
    }
}
