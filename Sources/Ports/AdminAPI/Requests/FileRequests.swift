public import FoundationEssentials

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

/// How two files differ, element by element and line by line: what a phone is served and what the next reset would
/// publish, unless other files are named.
public struct DiffFile: AdminRequest {
    /// The answer.
    public typealias Response = FileDiffReport
    /// `file/diff`.
    public static let path = "file/diff"
    /// It may bring a file.
    public static var size: RequestSize { .files }

    /// The phone's name or address.
    public var phone: String
    /// Another phone, whose file is compared second.
    public var other: String?
    /// A file to compare with first, and how reports name it.
    public var golden: Golden?
    /// One revision: its file stands for the one that is served; with neither another phone nor a golden file it is
    /// compared with the one that is served. Two: both files are compared.
    public var revisions: [String]
    /// Whether to compare what a reset would publish of the phone or phones, not what is served.
    public var saved: Bool
    /// Whether the answer has the differences line by line, too.
    public var unified: Bool
    /// Whether a difference of the version stamp alone counts.
    public var ignoreVersionStamp: Bool
    /// The second for which validity is judged, ISO 8601; now when it is not given.
    public var asOf: String?

    /// A file from elsewhere.
    public struct Golden: Codable, Sendable {
        /// How reports name it.
        public var name: String
        /// Its bytes.
        public var content: Data

        /// A file with its bytes.
        public init(name: String, content: Data) {
            self.name = name
            self.content = content
        }
    }

    /// The request for a comparison.
    public init(
        phone: String,
        ignoreVersionStamp: Bool = false,
        asOf: String? = nil,
        other: String? = nil,
        golden: Golden? = nil,
        revisions: [String] = [],
        saved: Bool = false,
        unified: Bool = false
    ) {
        self.phone = phone
        self.other = other
        self.golden = golden
        self.revisions = revisions
        self.saved = saved
        self.unified = unified
        self.ignoreVersionStamp = ignoreVersionStamp
        self.asOf = asOf
    }

    private enum CodingKeys: String, CodingKey {
        case phone, other, golden, revisions, saved, unified
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

    /// The phone's name or address.
    public var phone: String
    /// The end of an element's path, or an element with all that is in it: `srstInfo/isSecure`, `devicePool`; every element
    /// when it is not given.
    public var element: String?
    /// The second for which validity is judged, ISO 8601; now when it is not given.
    public var asOf: String?

    /// The request for an explanation.
    public init(phone: String, element: String? = nil, asOf: String? = nil) {
        self.phone = phone
        self.element = element
        self.asOf = asOf
    }

    private enum CodingKeys: String, CodingKey {
        case phone, element
        case asOf = "as-of"
    }
}
