public import FoundationEssentials

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
