/// The objects of one noun, in the order of their names; an item of the answer is an ``ObjectReport``.
///
/// Phones are read a page at a time: each page is one consistent view, the list as a whole is not.
public struct ListObjects: AdminStreamRequest {
    /// Nothing follows the last object.
    public typealias Summary = StreamEnd
    /// `object/list`.
    public static let path = "object/list"

    /// The head of an answer with columns.
    public struct Head: Codable, Sendable {
        /// The heads of the columns that the objects' fields need.
        public var columns: [String]

        /// A head with the given columns.
        public init(columns: [String]) { self.columns = columns }
    }

    /// A field and the text it must have.
    public struct Filter: Codable, Hashable, Sendable {
        /// The field; `group.field` for one inside a group or a list.
        public var field: String
        /// What it must be: `*` is any text, `?` any one character, case does not count.
        public var pattern: String

        /// The condition that `field` fits `pattern`.
        public init(field: String, pattern: String) {
            self.field = field
            self.pattern = pattern
        }
    }

    /// What phones have fetched: it is told of each in the details, and only those that fit are listed.
    public struct Fetches: Codable, Hashable, Sendable {
        /// Only phones whose last complete fetch is not the file they are served now, those without one included.
        public var behind: Bool
        /// Only phones that have fetched no file to the end.
        public var neverFetched: Bool
        /// Only phones that have fetched no file to the end since then: a time (ISO 8601), or how long ago (``TimeSpan``).
        public var notSince: String?

        /// The heads of the columns that tell of it in a list's CSV, behind those of the fields.
        public static let columns = ["fetch-state", "last-fetch", "last-fetch-revision", "last-fetch-address"]

        /// These conditions; without any, all phones.
        public init(behind: Bool = false, neverFetched: Bool = false, notSince: String? = nil) {
            self.behind = behind
            self.neverFetched = neverFetched
            self.notSince = notSince
        }

        private enum CodingKeys: String, CodingKey {
            case behind
            case neverFetched = "never-fetched"
            case notSince = "not-since"
        }
    }

    /// The noun.
    public var noun: ObjectNoun
    /// Only phones that wait for a reset.
    public var pending: Bool
    /// What phones have fetched, when that is asked for; other objects fetch nothing.
    public var fetches: Fetches?
    /// Only SRST references whose certificate has expired or will within so many seconds.
    public var expiring: Int?
    /// Only objects whose name fits one of these patterns; any when there are none.
    public var names: [String]
    /// Only objects that fit all of these conditions.
    public var filters: [Filter]
    /// Whether the head tells which columns the fields of these objects need.
    public var columns: Bool
    /// Whether secrets are shown (A06); that is audited.
    public var showSecrets: Bool
    /// Those that were deleted and can be brought back, instead of those that are saved; the details tell when and by whom.
    public var deleted: Bool?

    /// The request for a list.
    public init(
        noun: ObjectNoun,
        pending: Bool = false,
        fetches: Fetches? = nil,
        expiring: Int? = nil,
        names: [String] = [],
        filters: [Filter] = [],
        columns: Bool = false,
        showSecrets: Bool = false,
        deleted: Bool = false
    ) {
        self.noun = noun
        self.pending = pending
        self.fetches = fetches
        self.expiring = expiring
        self.names = names
        self.filters = filters
        self.columns = columns
        self.showSecrets = showSecrets
        self.deleted = deleted
    }

    private enum CodingKeys: String, CodingKey {
        case noun, pending, fetches, expiring, names, filters, columns, deleted
        case showSecrets = "show-secrets"
    }
}
